import { readFileSync } from 'node:fs';

import { GUESS_NAMES, isPossible, type Guesses } from './guesses';
import { isObject } from './json';
import type { Tier } from './model';
import type { Behaviour } from './world';

/** What a report of `npm run live` tells about Crisp, as the sandbox can play it. */
export interface ReportedBehaviour extends Pick<Behaviour, 'seen'> {
	guesses: Partial<Guesses>;
	/** What was seen and cannot be played, as `name: value`. */
	notPlayed: string[];
}

const TIERS: readonly Tier[] = ['website', 'plugin', 'user'];

/**
 * Reads the text of a `live-report.json`. What was not answered stays as the sandbox guesses it.
 *
 * @throws Error where the text is no such report
 */
export function readReport(text: string): ReportedBehaviour {
	let report: unknown;
	try {
		report = JSON.parse(text);
	} catch {
		throw new Error('The report is not JSON');
	}
	const tier = isObject(report) ? TIERS.find((one) => one === report.tier) : undefined;
	if (!isObject(report) || report.format !== 1 || !isObject(report.guesses) || !tier) {
		throw new Error('This is no report of npm run live');
	}
	const guesses: Partial<Guesses> = {};
	const notPlayed: string[] = [];
	for (const name of GUESS_NAMES) {
		const entry = report.guesses[name];
		const seen = isObject(entry) ? entry.seen : undefined;
		if (typeof seen !== 'string') continue;
		if (isPossible(name, seen)) guesses[name] = seen;
		else notPlayed.push(`${name}: ${seen}`);
	}
	const routes = Object.entries(isObject(report.routes) ? report.routes : {}).flatMap(
		([route, answer]) =>
			answer === 'allowed' || answer === 'refused' ? [[route, answer] as const] : [],
	);
	return { guesses, seen: { [tier]: Object.fromEntries(routes) }, notPlayed };
}

/**
 * Reads a `live-report.json`.
 *
 * @throws Error where there is none, or it is no such report
 */
export const loadReport = (file: string): ReportedBehaviour =>
	readReport(readFileSync(file, 'utf8'));
