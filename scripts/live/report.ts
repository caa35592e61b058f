/** What a run has found, in a form that holds no value of anybody's. */
import { GUESS_NAMES, GUESSES, type GuessName } from '../../sandbox/guesses';
import type { Tier } from '../../sandbox/model';
import type { Found } from './live';
import type { ReadResult } from './reads';

export interface GuessResult {
	guess: string;
	verdict: 'confirmed' | 'refuted' | 'not answered';
	/** What was seen instead, or as guessed. */
	seen?: string;
	/** Why there is no answer. */
	why?: string;
}

export interface EventResult {
	event: string;
	heard: boolean;
	/** What is not known of its data. */
	unknown: string[];
}

export interface LiveReport {
	format: 1;
	package: string;
	server: 'Crisp' | 'sandbox' | 'other';
	tier: Tier;
	/** Why the run ended before its end; left out where it did not. */
	ended?: string;
	guesses: Record<GuessName, GuessResult>;
	/** Whether the token may call a route, as `VERB path`. */
	routes: Record<string, 'allowed' | 'refused'>;
	reads: ReadResult[];
	events: EventResult[];
	/** Requests of the experiments. */
	requests: number;
	/** Things of the run that could not be removed. */
	left: number;
}

/** @param why by guess, where there is no answer */
export function judge(
	found: Found,
	why: Partial<Record<GuessName, string>>,
): Record<GuessName, GuessResult> {
	const results = GUESS_NAMES.map((name): [GuessName, GuessResult] => {
		const { guess } = GUESSES[name];
		const seen = found[name];
		if (seen === undefined) {
			return [name, { guess, verdict: 'not answered', why: why[name] ?? 'not tried' }];
		}
		return [name, { guess, verdict: seen === guess ? 'confirmed' : 'refuted', seen }];
	});
	return Object.fromEntries(results) as Record<GuessName, GuessResult>;
}

const code = (text: string): string => `\`${text}\``;

const table = (head: string[], rows: string[][]): string[] =>
	rows.length === 0
		? ['Nothing.', '']
		: [
				`| ${head.join(' | ')} |`,
				`| ${head.map(() => '---').join(' | ')} |`,
				...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
				'',
			];

function guessRows(report: LiveReport, verdict: GuessResult['verdict']): string[][] {
	return GUESS_NAMES.filter((name) => report.guesses[name].verdict === verdict).map((name) => {
		const { guess, seen, why } = report.guesses[name];
		return [code(name), GUESSES[name].subject, code(guess), seen ? code(seen) : (why ?? '')];
	});
}

/** The report for people to read. */
export function toMarkdown(report: LiveReport): string {
	const { reads, events } = report;
	const odd = reads.filter(({ outcome, unknown }) => outcome !== 'ok' || unknown.length > 0);
	return [
		`# What ${{ Crisp: 'Crisp', sandbox: 'the sandbox', other: 'another server' }[report.server]} does`,
		'',
		`n8n-nodes-crisp ${report.package}, with a ${report.tier} token: ${report.requests} requests of experiments. Things that could not be removed: ${report.left}.`,
		...(report.ended ? ['', `The run ended before its end: ${report.ended}`] : []),
		'',
		'This file holds names of fields, kinds of values, statuses and reasons, and no value from your workspace. Read it before you send it on.',
		'',
		'## Refuted guesses',
		'',
		...table(['name', 'subject', 'guess', 'seen'], guessRows(report, 'refuted')),
		'## Confirmed guesses',
		'',
		...table(['name', 'subject', 'guess', 'seen'], guessRows(report, 'confirmed')),
		'## Not answered',
		'',
		...table(['name', 'subject', 'guess', 'why'], guessRows(report, 'not answered')),
		`## Reads: ${reads.length - odd.length} of ${reads.length} as known`,
		'',
		...table(
			['operation', 'outcome', 'not known'],
			odd.map(({ operation, outcome, unknown }) => [operation, outcome, unknown.join('; ')]),
		),
		'## Events',
		'',
		...table(
			['event', 'heard', 'not known'],
			events.map(({ event, heard, unknown }) => [
				code(event),
				heard ? 'yes' : 'no',
				unknown.join('; '),
			]),
		),
	].join('\n');
}
