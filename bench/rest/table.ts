import { precise, range } from '../figures';

export interface Run {
	seconds: number;
	/** Milliseconds of CPU time per item. */
	cpuMs: number;
}

/**
 * Prints what was measured as a table.
 *
 * @param runs of each that took part, by its name; the rounds of all belong together
 * @param idealSeconds how long the work takes at least
 * @param base the name of the one that others are compared with, round by round
 */
export function printTable(runs: Map<string, Run[]>, idealSeconds: number, base: string): void {
	console.log(`| what | seconds | × ideal | × ${base} | CPU ms/item |`);
	console.log('| --- | --- | --- | --- | --- |');
	const compared = runs.get(base) ?? [];
	for (const [name, list] of runs) {
		const of = (value: (run: Run, round: number) => number) => range(list.map(value), precise(2));
		const cells = [
			of(({ seconds }) => seconds),
			of(({ seconds }) => seconds / idealSeconds),
			of(({ seconds }, round) => seconds / compared[round].seconds),
			of(({ cpuMs }) => cpuMs),
		];
		console.log(`| ${name} | ${cells.join(' | ')} |`);
	}
}
