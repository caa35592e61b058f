import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { CrispApi } from '../../credentials/CrispApi.credentials';
import { additionalData, credential, makeWorkflow } from '../support/n8n';
import { envelope, startServer, type Reply, type TestServer } from '../support/server';

/** The node that n8n makes up to test a credential (`CredentialsTester.runRequestTest`). */
class TestNode implements INodeType {
	description = {
		displayName: 'Temp-Node',
		name: 'temp',
		group: [],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: [],
		credentials: [{ name: 'crispApi', required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				routing: { request: new CrispApi().test.request },
				default: '',
			},
		] as INodeProperties[],
	};
}

/** Sends the request of the credential's test, as n8n does. */
async function testCredential(values: ICredentialDataDecryptedObject): Promise<unknown> {
	const nodeType = new TestNode();
	const { workflow, node } = makeWorkflow(nodeType, {});
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(values),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		{ node, data: {}, source: null },
		[],
	);
	const decrypted: ICredentialsDecrypted = { id: '1', name: '', type: 'crispApi', data: values };
	return await new RoutingNode(context, nodeType, decrypted).runNode();
}

let crisp: TestServer;
let elsewhere: TestServer;
let reply: Reply;

beforeAll(async () => {
	crisp = await startServer(() => reply);
	elsewhere = await startServer(() => ({ body: envelope({}) }));
});
beforeEach(() => {
	crisp.seen.length = 0;
	elsewhere.seen.length = 0;
});
afterAll(async () => await Promise.all([crisp.close(), elsewhere.close()]));

const tiers = ['website', 'plugin', 'user'];

test.each(tiers)("n8n's test of a credential for a %s token sends the token", async (tier) => {
	reply = { body: envelope({}) };
	await testCredential(credential(`${crisp.url}/v1`, { tier }) as ICredentialDataDecryptedObject);
	expect(crisp.seen).toHaveLength(1);
	expect(crisp.seen[0].headers).toMatchObject({
		authorization: expect.stringContaining('Basic '),
		'x-crisp-tier': tier,
	});
});

describe.each([301, 302, 303, 307, 308])(
	"n8n's test of a credential, answered with %i",
	(status) => {
		test.each([
			['another port', () => elsewhere.url],
			['another host name', () => elsewhere.url.replace('127.0.0.1', 'localhost')],
			['another path', () => `${crisp.url}/elsewhere`],
		])('does not follow to %s', async (_where, location) => {
			reply = { status, headers: { location: `${location()}/v1/website` } };
			await expect(
				testCredential(credential(`${crisp.url}/v1`) as ICredentialDataDecryptedObject),
			).rejects.toMatchObject({ httpCode: String(status) });
			expect(elsewhere.seen).toEqual([]);
			expect(crisp.seen).toHaveLength(1);
		});

		test('has words for it', () => {
			const rules = (new CrispApi().test.rules ?? []) as Array<{
				properties: { value: unknown; message: string };
			}>;
			const rule = rules.find(({ properties }) => properties.value === status);
			expect(rule?.properties.message).toContain("'API Base URL'");
		});
	},
);
