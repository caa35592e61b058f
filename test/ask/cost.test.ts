import { startSandbox, type Sandbox } from '../../sandbox';
import { Operator } from '../../e2e/operator';
import type { IDataObject } from 'n8n-workflow';

import { systemClock } from '../../nodes/Crisp/clock';
import { credential } from '../support/n8n';
import { seeded } from '../support/random';
import { FakeClock, settle, until } from '../support/time';
import { AskHost, type AskExecution } from './support/host';
import { Listener } from './support/listener';

let sandbox: Sandbox;
let values: IDataObject;
let host: AskHost;
const listeners: Listener[] = [];

beforeEach(async () => {
	sandbox = await startSandbox();
	const { identifier, key } = sandbox.credentials.website;
	values = credential(sandbox.apiUrl, { identifier, key, websiteId: sandbox.websiteId });
	host = await AskHost.start(values);
});
afterEach(async () => {
	jest.restoreAllMocks();
	for (const listener of listeners.splice(0)) await listener.close();
	await host.close();
	await sandbox.close();
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Asks visitors by one execution. */
async function askAll(sessions: readonly string[]): Promise<AskExecution> {
	return await host.ask(
		{ sessionId: byId('={{ $json.id }}'), message: 'Which order?', responseType: 'freeText' },
		sessions.map((id) => ({ id })),
	);
}

const visitors = (count: number): string[] =>
	Array.from({ length: count }, (_, index) => sandbox.visitor.say(`Hello ${index}`).sessionId);

/** Requests by conversation. */
const costs = (sessions: readonly string[]): number[] =>
	sessions.map(
		(sessionId) => sandbox.requests.filter(({ path }) => path.includes(sessionId)).length,
	);

const isMarked = (sessionId: string): boolean =>
	sandbox
		.conversations()
		.filter(({ session_id }) => session_id === sessionId)
		.some(({ meta }) => (meta as { segments: string[] }).segments.includes('n8n-waiting'));

const areOver = (sessions: readonly string[]): boolean => !sessions.some(isMarked);

const listen = async () => {
	listeners.push(await Listener.start(values, host.base));
};

/** Until whatever was begun by now has had time to come to an end, on a machine that is not busy. */
const quiet = async () => await settle(200);

test.each([
	['no trigger listens', 0, 1],
	['one trigger listens', 1, 2],
	['three triggers listen', 3, 3],
])(
	'twenty visitors cost three requests each to ask and three to answer: %s',
	async (_how, count, seed) => {
		const random = seeded(seed);
		for (let index = 0; index < count; index++) await listen();
		const sessions = visitors(20);
		sandbox.clearRequests();
		const execution = await askAll(sessions);
		await quiet();
		expect(costs(sessions)).toEqual(Array(20).fill(3));

		const waiting = [...sessions];
		while (waiting.length > 0) {
			const [sessionId] = waiting.splice(Math.floor(random() * waiting.length), 1);
			sandbox.visitor.say(`Answer of ${sessionId}`, { sessionId });
			if (random() < 0.3) sandbox.visitor.say(`And more of ${sessionId}`, { sessionId });
			await settle(Math.floor(random() * 20));
		}
		await until(() => execution.items !== undefined && areOver(sessions));
		await until(() => listeners.every(({ undecided }) => undecided === 0));
		await quiet();
		expect(execution.items?.map(({ text }) => text)).toEqual(
			sessions.map((sessionId) => `Answer of ${sessionId}`),
		);
		expect(costs(sessions)).toEqual(Array(20).fill(6));
		for (const { passed } of listeners) {
			expect(passed.filter((text) => String(text).startsWith('Answer'))).toEqual([]);
			expect(passed.length).toBe(listeners[0].passed.length);
		}
	},
);

function fakeClock(): FakeClock {
	const clock = new FakeClock();
	jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
	jest.spyOn(systemClock, 'after').mockImplementation((ms, run) => clock.after(ms, run));
	return clock;
}

/** What a visitor can read in the data of the conversation. */
function marksIn(sessionId: string): IDataObject[] {
	const found = sandbox.conversations().find(({ session_id }) => session_id === sessionId);
	const { data } = found?.meta as { data: IDataObject };
	const { open = [] } = JSON.parse(String(data.n8n_ask)) as { open?: IDataObject[] };
	return open;
}

const addressIn = (sessionId: string): string =>
	new URL(String(marksIn(sessionId)[0].to), host.base).href;

const forge = async (address: string, body: object): Promise<unknown> => {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return await response.json();
};

describe('A visitor who calls the address of the execution again and again', () => {
	const WAITING = { crispAsk: { state: 'waiting', taken: [] } };

	test('makes n8n ask Crisp once in a while, and holds up no answer of another', async () => {
		const clock = fakeClock();
		await listen();
		const [hostile, other] = visitors(2);
		const execution = await askAll([hostile, other]);
		await quiet();
		const address = addressIn(hostile);
		sandbox.clearRequests();

		expect(await forge(address, { session_id: hostile })).toEqual(WAITING);
		expect(costs([hostile])).toEqual([1]);
		const calls = execution.calls;
		const flood = Array.from(
			{ length: 50 },
			async () => await forge(address, { session_id: hostile }),
		);
		await until(() => execution.calls === calls + 50);
		await quiet();
		expect(costs([hostile])).toEqual([1]);

		sandbox.visitor.say('1042', { sessionId: other });
		await until(() => !isMarked(other));
		expect(costs([hostile, other])).toEqual([1, 3]);

		await clock.advance(2_000);
		expect(await Promise.all(flood)).toEqual(Array(50).fill(WAITING));
		expect(costs([hostile])).toEqual([2]);
		sandbox.visitor.say('1043', { sessionId: hostile });
		await clock.advance(4_000);
		await until(() => execution.items !== undefined);
		expect(execution.items?.map(({ text }) => text)).toEqual(['1043', '1042']);
	});

	test('continues nothing with what the call says, nor with an address that was changed', async () => {
		const [sessionId] = visitors(1);
		const execution = await host.ask({
			sessionId: byId(sessionId),
			message: 'Refund?',
			responseType: 'approval',
		});
		const address = addressIn(sessionId);
		const said = { session_id: sessionId, approved: true, choice: 'approve', item: '0' };
		expect(await forge(address, said)).toEqual(WAITING);
		for (const changed of [
			`${address}&choice=approve&item=0`,
			address.replace('?', '?choice=approve&item=0&'),
			address.replace(/signature=./, 'signature=x'),
			address.replace(/&signature=.*/, ''),
			`${address}&signature=again`,
		]) {
			expect(await forge(changed, said)).toEqual({ message: 'This address is not signed.' });
		}
		expect(execution.items).toBeUndefined();
	});
});

describe('Several items in one conversation', () => {
	const QUESTION = {
		sessionId: byId('={{ $json.id }}'),
		message: 'Which order?',
		responseType: 'buttons',
		askWhom: '={{ $json.whom }}',
		buttons: { button: [{ label: 'Yes', value: '' }] },
	};

	test('that ask different people: the first answer takes away its own mark only', async () => {
		const clock = fakeClock();
		await listen();
		const [id] = visitors(1);
		const execution = await host.ask(QUESTION, [
			{ id, whom: 'visitor' },
			{ id, whom: 'team' },
		]);
		const [, picker] = sandbox.messages(id);
		sandbox.visitor.choose(id, Number(picker.fingerprint), 'Yes');
		// Another process knows only what Crisp has.
		await until(() => marksIn(id).length === 1);
		expect(marksIn(id)).toMatchObject([{ whom: 'team', how: 'buttons' }]);
		expect(isMarked(id)).toBe(true);
		expect(execution.items).toBeUndefined();
		await new Operator(sandbox).note(id, 'yes');
		await clock.advance(2_000);
		await until(() => execution.items !== undefined && !isMarked(id));
		expect(execution.items).toMatchObject([
			{ answered_by: 'visitor', text: 'Yes' },
			{ answered_by: { name: 'Olivia Owner' }, text: 'Yes' },
		]);
	});
});

test('executions that ask in one conversation at the same time keep the marks of each other', async () => {
	const [id] = visitors(1);
	const ask = async () =>
		await host.ask({ sessionId: byId(id), message: 'Which order?', responseType: 'freeText' });
	await Promise.all([ask(), ask(), ask()]);
	const executions = marksIn(id).map(({ to }) => /\d+/.exec(String(to))?.[0]);
	expect(executions.sort()).toEqual(['1', '2', '3']);
});
