import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: Reply = { body: envelope({}) };
beforeAll(async () => {
	server = await startServer(() => reply);
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const run = async (operation: string, parameters: object = {}) =>
	await executeNode(nodeWith('plugin', operation), {
		parameters: {
			resource: 'plugin',
			operation,
			pluginId: { __rl: true, mode: 'id', value: 'plugin-1' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`, { tier: 'plugin' }),
	});

describe.each(['replaceSettings', 'updateSettings'])('%s of a plugin', (operation) => {
	test.each([
		['[]', "'Settings (JSON)'"],
		['"text"', "'Settings (JSON)' must be a JSON object"],
		['{}', "'Settings (JSON)' is empty"],
		['{"a":', "'Settings (JSON)' is not valid JSON"],
	])('sends nothing for %s', async (settings, message) => {
		await expect(run(operation, { settings })).rejects.toThrow(message);
		expect(server.seen).toHaveLength(0);
	});
});

test('a token that is not valid is refused by the check of its session', async () => {
	expect((await run('checkSession'))[0][0].json).toEqual({ success: true });
	expect(server.seen[0].method).toBe('HEAD');
	reply = { status: 401, body: refusal('invalid_session') };
	await expect(run('checkSession')).rejects.toMatchObject({ httpCode: '401' });
});
