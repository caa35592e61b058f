/** One run against a workspace, from looking for leftovers to the report. */
import type { Account } from '../../nodes/Crisp/client/account';
import { DEFAULT_BASE_URL } from '../../nodes/Crisp/client/account';
import { version } from '../../package.json';
import type { GuessName } from '../../sandbox/guesses';
import { EVENT_SAMPLES } from '../eventSamples';
import { Crisp, Hopeless, need, Unanswered } from './crisp';
import { Ear } from './ear';
import { EXPERIMENTS } from './experiments';
import { EXPECTED_EVENTS } from './experiments/events';
import { Live, type Found } from './live';
import { Made } from './made';
import { judgeLabels, runReads } from './reads';
import { judge, type EventResult, type LiveReport } from './report';
import { compare, shapeOf } from './shapes';
import { Seen } from './words';

export interface RunOptions {
	account: Account;
	/** Where IDs of what was made are kept until it is removed. */
	leftoversFile: string;
	server?: LiveReport['server'];
	pause: (ms: number) => Promise<void>;
	/** Ends the run; what was made is removed all the same. */
	signal?: AbortSignal;
	/** Prints a line about what is being done. */
	progress: (line: string) => void;
}

/** What a run collects; complete as far as it got. */
interface Notes {
	found: Found;
	why: Partial<Record<GuessName, string>>;
	routes: LiveReport['routes'];
	reads: LiveReport['reads'];
	events: EventResult[];
}

async function listen(live: Live, seen: Seen, notes: Notes): Promise<void> {
	const opened = await Ear.open(live.crisp, EXPECTED_EVENTS, () => live.made.ids, seen);
	if (typeof opened !== 'string') {
		live.ear = opened;
		notes.found.rtmLogin = 'accepted';
	} else if (opened === 'unauthorized') {
		notes.found.rtmLogin = 'refused';
	} else {
		notes.why.rtmLogin = `the connection ended: ${opened}`;
	}
}

async function tryAll(live: Live, notes: Notes, options: RunOptions): Promise<void> {
	for (const { guesses, run } of EXPERIMENTS) {
		options.signal?.throwIfAborted();
		options.progress(guesses.join(', '));
		try {
			Object.assign(notes.found, await run(live));
		} catch (error) {
			if (!(error instanceof Unanswered)) throw error;
			for (const name of guesses) notes.why[name] = error.message;
		}
	}
}

function eventsHeard({ ear }: Live, seen: Seen): EventResult[] {
	return [...EXPECTED_EVENTS].sort().map((event) => {
		const own = ear?.heard.filter(({ name }) => name === event) ?? [];
		const shape = shapeOf(EVENT_SAMPLES[event]);
		const unknown = own.flatMap(({ data }) => compare(data, shape, (word) => seen.word(word)));
		return { event, heard: own.length > 0, unknown: [...new Set(unknown)].sort() };
	});
}

async function readAll(live: Live, seen: Seen, notes: Notes, signal?: AbortSignal): Promise<void> {
	const sessionId = await live.spoken();
	const { fingerprint } = need(await live.say(sessionId, 'user'), 'a message');
	const ids: Record<string, string> = { sessionId, fingerprint: String(Number(fingerprint)) };
	try {
		ids.peopleId = (await live.made.contact(live.crisp)).peopleId;
	} catch (error) {
		if (!(error instanceof Unanswered)) throw error;
	}
	const { reads, routes } = await runReads(live.crisp, seen, ids, signal);
	Object.assign(notes, { reads, routes });
	const tiers = judgeLabels(live.crisp.account.tier, routes);
	if (tiers !== undefined) notes.found.tiers = tiers;
	else notes.why.tiers = 'this token may call all routes that were tried';
}

/** In words that hold nothing of an answer. */
function wordsOf(error: unknown, signal: AbortSignal | undefined): string {
	if (signal?.aborted) return 'it was ended by hand.';
	if (error instanceof Hopeless || error instanceof Unanswered) return error.message;
	return `${error instanceof Error ? error.name : 'Error'} in the run itself.`;
}

/**
 * Never rejects because of Crisp: what went wrong is in the report.
 *
 * @throws NodeOperationError where the account cannot be used at all
 */
export async function runLive(options: RunOptions): Promise<LiveReport> {
	const { account, signal, progress } = options;
	const seen = new Seen(account, account.websiteId);
	const crisp = await Crisp.open(account, seen, signal);
	const made = new Made(options.leftoversFile, account.websiteId);
	const live = new Live(crisp, made, options.pause);
	const notes: Notes = { found: {}, why: {}, routes: {}, reads: [], events: [] };
	let ended: string | undefined;
	/** A client that is not ended by what ends the run. */
	const removeAll = async () => await made.remove(await Crisp.open(account, seen));
	try {
		if ((await made.findLeftovers(crisp)) > 0) {
			progress(`Removing what an earlier run has left: ${made.left}`);
			await removeAll();
		}
		progress('Real-time connection');
		await listen(live, seen, notes);
		await tryAll(live, notes, options);
		notes.events = eventsHeard(live, seen);
		progress('Read-only operations');
		await readAll(live, seen, notes, signal);
	} catch (error) {
		ended = wordsOf(error, signal);
	} finally {
		progress('Removing what this run has made');
		await live.ear?.close();
		await removeAll();
	}
	const isCrisp = account.baseUrl === DEFAULT_BASE_URL;
	return seen.scrub({
		format: 1,
		package: version,
		server: options.server ?? (isCrisp ? 'Crisp' : 'other'),
		tier: account.tier,
		...(ended ? { ended } : {}),
		guesses: judge(notes.found, notes.why),
		routes: notes.routes,
		reads: notes.reads,
		events: notes.events,
		requests: crisp.requests,
		left: made.left,
	} satisfies LiveReport);
}
