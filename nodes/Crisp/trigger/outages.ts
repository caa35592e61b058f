import type { Logger } from 'n8n-workflow';

import type { Clock } from '../realtime/clock';
import type { AttemptEnd, StateChange } from '../realtime/session';
import { duration } from './duration';

/** Writes one warning when a connection is lost and one line when it is back, however often was tried. */
export class OutageLog {
	private began?: number;

	private attempts = 0;

	constructor(
		private readonly logger: Logger,
		private readonly clock: Clock,
		/** Which trigger of which workflow. */
		private readonly subject: string,
		private readonly describe: (end: AttemptEnd) => string,
		/** What becomes of the events meanwhile, as a sentence. */
		private readonly outlook = 'Events of this time do not start the workflow.',
	) {}

	/** To be called with every change of the session's state. */
	note({ to, end }: StateChange): void {
		if (to === 'waiting') {
			this.attempts++;
			if (this.began !== undefined || end === undefined) return;
			this.began = this.clock.now();
			this.logger.warn(
				`${this.subject} has no connection to Crisp: ${this.describe(end)}. It keeps trying. ${this.outlook}`,
			);
		}
		if (to === 'live' && this.began !== undefined) {
			const lasted = duration(this.clock.now() - this.began);
			this.logger.info(
				`${this.subject} is connected to Crisp again after ${lasted} (attempts: ${this.attempts}).`,
			);
			this.began = undefined;
			this.attempts = 0;
		}
	}
}
