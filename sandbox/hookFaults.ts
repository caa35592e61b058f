/** Trouble with the requests about one event. */
export type HookFault =
	| { kind: 'twice' }
	| { kind: 'unsigned' }
	| { kind: 'wrongSignature' }
	| {
			kind: 'old';
			/** Milliseconds that the timestamp lies back; negative for the future. */
			ms: number;
	  };

/** Switches for trouble with web hooks. Each meets the next event that is sent, then ends. */
export class HookFaults {
	private readonly pending: HookFault[] = [];

	/** The next event is sent twice at once. */
	twice(): void {
		this.pending.push({ kind: 'twice' });
	}

	/** The next event of a plugin hook has no signature. */
	unsigned(): void {
		this.pending.push({ kind: 'unsigned' });
	}

	/** The next event of a plugin hook is signed with another secret. */
	wrongSignature(): void {
		this.pending.push({ kind: 'wrongSignature' });
	}

	/** The next event carries a timestamp that lies back, and is signed with it. */
	old(ms: number): void {
		this.pending.push({ kind: 'old', ms });
	}

	clear(): void {
		this.pending.length = 0;
	}

	/** The fault that meets an event, which uses it up. */
	take(): HookFault | undefined {
		return this.pending.shift();
	}
}
