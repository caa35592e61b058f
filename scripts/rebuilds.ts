import type { Clock } from '../nodes/Crisp/clock';

/** An editor writes a file in several steps, and version control many files. */
export const QUIET_MS = 50;

/** What has been saved since the last rebuild. */
export interface Saved {
	files: string[];
	/** When the first of them was seen, by the clock. */
	since: number;
}

/** Turns files that are saved into rebuilds, one at a time. */
export class Rebuilds {
	private files = new Set<string>();

	private since = 0;

	private cancel = () => {};

	private running = false;

	/** @param rebuild must not reject */
	constructor(
		private readonly clock: Clock,
		private readonly rebuild: (saved: Saved) => Promise<void>,
	) {}

	/** Rebuilds when nothing has been saved for a moment and the rebuild under way is done. */
	readonly note = (file: string): void => {
		if (this.files.size === 0) this.since = this.clock.now();
		this.files.add(file);
		this.cancel();
		this.cancel = this.clock.after(QUIET_MS, () => void this.run());
	};

	private async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		while (this.files.size > 0) {
			const files = [...this.files].sort();
			this.files = new Set();
			await this.rebuild({ files, since: this.since });
		}
		this.running = false;
	}
}
