import type { NodeApiError } from 'n8n-workflow';

import { CrispAsk } from '../../nodes/Crisp/CrispAsk.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, refusal, startServer, type TestServer } from '../support/server';

let server: TestServer;

beforeAll(async () => {
	server = await startServer(({ url }) =>
		url.includes('session_unknown')
			? { status: 404, body: refusal('session_not_found') }
			: { body: envelope({ session_id: 'session_1', meta: {} }) },
	);
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const GOOD = { sessionId: byId('session_1'), message: 'Which order?' };

const buttons = (...rows: object[]) => ({
	...GOOD,
	responseType: 'buttons',
	buttons: { button: rows },
});

const limit = (values: object) => ({ ...GOOD, options: { limitWaitTime: { values } } });

const run = async (parameters: object, more: object = {}) =>
	await executeNode(new CrispAsk(), {
		parameters: parameters as never,
		credential: credential(server.url),
		...more,
	});

test.each([
	['no conversation', { ...GOOD, sessionId: byId(' ') }, "'Conversation' is empty"],
	['an empty message', { ...GOOD, message: '  ' }, "'Message' is empty"],
	['no buttons', buttons(), "'Buttons' is empty"],
	['a button without a label', buttons({ label: '', value: 'a' }), 'Button 1 has no label'],
	[
		'buttons with equal values',
		buttons({ label: 'One', value: 'a' }, { label: 'Two', value: 'A' }),
		'Buttons 1 and 2 have the same value',
	],
	[
		'buttons with equal labels',
		buttons({ label: 'One', value: 'a' }, { label: 'one', value: 'b' }),
		'Buttons 1 and 2 have the same label',
	],
	[
		'labels of an approval that say the opposite',
		{ ...GOOD, responseType: 'approval', options: { approveLabel: 'Decline' } },
		"'Approve Label' and 'Decline Label' cannot be told apart",
	],
	[
		'a time in the past',
		limit({ limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00' }),
		"'Limit Wait Time' has passed already",
	],
	[
		'no time at all',
		limit({ limitType: 'afterTimeInterval', resumeAmount: 0, resumeUnit: 'hours' }),
		"'Limit Wait Time' has passed already",
	],
	[
		'a time that is none',
		limit({ limitType: 'atSpecifiedTime', maxDateAndTime: 'soon' }),
		"'Limit Wait Time' is not a valid time",
	],
])('%s is refused in words, before anything is sent', async (_what, parameters, message) => {
	await expect(run(parameters)).rejects.toMatchObject({ message });
	expect(server.seen).toEqual([]);
});

test('an unknown conversation is refused before another one is asked', async () => {
	const asking = run(
		{ ...GOOD, sessionId: byId('={{ $json.id }}') },
		{ items: [{ json: { id: 'session_1' } }, { json: { id: 'session_unknown' } }] },
	);
	await expect(asking).rejects.toMatchObject({ httpCode: '404', context: { itemIndex: 1 } });
	expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

test('with "continue on fail" items that cannot be asked go on, and nothing waits for them', async () => {
	const [items] = await run(
		{ ...GOOD, sessionId: byId('={{ $json.id }}') },
		{ items: [{ json: { id: '' } }, { json: { id: 'session_unknown' } }], continueOnFail: true },
	);
	expect(items.map(({ json }) => Object.keys(json))).toEqual([['error'], ['error']]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

test('a token that may not read the conversation is told so', async () => {
	const forbidden = await startServer(() => ({ status: 403, body: refusal('not_allowed') }));
	const error = (await run(GOOD, { credential: credential(forbidden.url) }).catch(
		(one) => one as NodeApiError,
	)) as NodeApiError;
	await forbidden.close();
	expect(error.httpCode).toBe('403');
	expect(forbidden.seen).toHaveLength(1);
});
