import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks for lines on a terminal, or takes them from a pipe. */
export class Prompt {
	private readonly lines: string[] = [];

	private readonly waiting: Array<(line: string | undefined) => void> = [];

	private readonly face: Interface;

	private isMuted = false;

	private isOver = false;

	/** @param onInterrupt called for Ctrl+C, which a terminal that is read does not turn into a signal */
	constructor(
		input: NodeJS.ReadStream,
		private readonly output: NodeJS.WriteStream,
		onInterrupt: () => void,
	) {
		const echo = new Writable({
			write: (chunk: Buffer, _encoding, done) => {
				if (!this.isMuted) this.output.write(chunk);
				done();
			},
		});
		this.face = createInterface({ input, output: echo, terminal: input.isTTY === true });
		this.face.on('SIGINT', onInterrupt);
		this.face.on('line', (line) => {
			const take = this.waiting.shift();
			if (take) take(line);
			else this.lines.push(line);
		});
		this.face.on('close', () => {
			this.isOver = true;
			for (const take of this.waiting.splice(0)) take(undefined);
		});
	}

	/**
	 * @param hidden what is typed does not show
	 * @throws Error where the input has ended
	 */
	async ask(question: string, { hidden = false } = {}): Promise<string> {
		this.output.write(question);
		this.isMuted = hidden;
		const line = await this.next();
		this.isMuted = false;
		if (hidden) this.output.write('\n');
		if (line === undefined) throw new Error('The input has ended before all was answered');
		return line.trim();
	}

	private async next(): Promise<string | undefined> {
		const line = this.lines.shift();
		if (line !== undefined || this.isOver) return line;
		return await new Promise((resolve) => this.waiting.push(resolve));
	}

	close(): void {
		this.face.close();
	}
}
