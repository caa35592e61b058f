import type { Logger } from 'n8n-workflow';

import type { Clock } from '../clock';
import type { AttemptEnd, StateChange } from '../realtime/session';
import { durationInWords } from '../units';

/** Writes one warning when a connection is lost, and has the words for its return, however often was tried. */
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

	/**
	 * To be called with every change of the session's state.
	 *
	 * @returns that the connection is back, as the end of a sentence, where it was lost
	 */
	note({ to, end }: StateChange): string | undefined {
		if (to === 'waiting') {
			this.attempts++;
			if (this.began !== undefined || end === undefined) return undefined;
			this.began = this.clock.now();
			this.logger.warn(
				`${this.subject} has no connection to Crisp: ${this.describe(end)}. It keeps trying. ${this.outlook}`,
			);
		}
		if (to !== 'live' || this.began === undefined) return undefined;
		const lasted = durationInWords(this.clock.now() - this.began);
		const words = `is connected to Crisp again after ${lasted} (attempts: ${this.attempts})`;
		this.began = undefined;
		this.attempts = 0;
		return words;
	}
}
