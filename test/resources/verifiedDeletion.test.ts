import { inspect } from 'node:util';

import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

const SECRET = 'correct horse battery staple';

let server: TestServer;
let reply: Reply;
beforeAll(async () => {
	server = await startServer(() => reply);
});
beforeEach(() => {
	server.seen.length = 0;
});
afterAll(async () => await server.close());

const remove = async (resource: string, verifySecret: string) =>
	await executeNode(nodeWith(resource, 'delete'), {
		parameters: { resource, operation: 'delete', verifySecret },
		credential: credential(`${server.url}/v1`),
	});

describe.each(['website', 'helpdesk'])('the deletion of a %s', (resource) => {
	test('is confirmed with the password, which is not part of the output', async () => {
		reply = { body: envelope({ verify: { secret: SECRET } }) };
		const [items] = await remove(resource, SECRET);
		expect(JSON.parse(server.seen[0].body)).toEqual({
			verify: { method: 'password', secret: SECRET },
		});
		expect(items[0].json).toEqual({ deleted: true, website_id: credential('').websiteId });
	});

	test('says that the password is wrong and does not show it', async () => {
		reply = { status: 423, body: refusal('password_unverified') };
		const error = (await remove(resource, SECRET).catch((caught: unknown) => caught)) as Error;
		expect(error.message).toBe("Crisp does not accept the 'Password'");
		// The node as it stands in the workflow is in every error of n8n; nothing else may hold it.
		const { node: _node, ...rest } = Object.fromEntries(
			Object.getOwnPropertyNames(error).map((name) => [name, error[name as keyof Error]]),
		) as Record<string, unknown>;
		expect(Object.keys(rest)).toContain('errorResponse');
		expect(inspect(rest, { depth: 10, showHidden: true })).not.toContain(SECRET);
	});

	test('is not asked for without a password', async () => {
		await expect(remove(resource, ' ')).rejects.toThrow("'Password' is empty");
		expect(server.seen).toHaveLength(0);
	});

	test('hides the password in the editor', () => {
		const [password] = nodeWith(resource, 'delete').description.properties.filter(
			({ name, displayOptions }) =>
				name === 'verifySecret' && displayOptions?.show?.resource?.includes(resource),
		);
		expect(password.typeOptions).toEqual({ password: true });
	});
});
