import type { Logger } from 'n8n-workflow';

import type { Clock } from '../clock';
import type { AttemptEnd, StateChange } from '../realtime/session';

/** A time without a connection that is over. */
export interface Outage {
	/** Milliseconds. */
	lasted: number;
	/** How often a connection was tried. */
	attempts: number;
}

/** Writes one warning when a connection is lost, and tells how long it was gone when it is back. */
export class OutageLog {
	private began?: number;

	private attempts = 0;

	constructor(
		private readonly logger: Logger,
		private readonly clock: Clock,
		/** Which trigger of which workflow. */
		private readonly subject: string,
		private readonly describe: (end: AttemptEnd) => string,
		/** What becomes of the events in the meantime, as a sentence. */
		private readonly outlook = 'Events of this time do not start the workflow.',
	) {}

	/**
	 * To be called with every change of the session's state.
	 *
	 * @returns the outage that has ended with this change
	 */
	note({ to, end }: StateChange): Outage | undefined {
		if (to === 'waiting') {
			this.attempts++;
			if (this.began !== undefined || end === undefined) return undefined;
			this.began = this.clock.now();
			this.logger.warn(
				`${this.subject} has no connection to Crisp: ${this.describe(end)}. It keeps trying. ${this.outlook}`,
			);
		}
		if (to !== 'live' || this.began === undefined) return undefined;
		const outage = { lasted: this.clock.now() - this.began, attempts: this.attempts };
		this.began = undefined;
		this.attempts = 0;
		return outage;
	}
}
