import type { IDataObject, INodeParameters, NodeApiError } from 'n8n-workflow';

import { Operator } from '../../e2e/operator';
import { FOREIGN_WEBSITE_ID, startSandbox, type Sandbox } from '../../sandbox';

import { credential } from '../support/n8n';
import { until } from '../support/time';
import { AskHost } from './support/host';

let sandbox: Sandbox;
let host: AskHost;
let sessionId: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	({ sessionId } = sandbox.visitor.say('I want my money back'));
	await new Operator(sandbox).changeMeta(sessionId, { data: { plan: 'pro' }, segments: ['vip'] });
	const { identifier, key } = sandbox.credentials.plugin;
	host = await AskHost.start(
		credential(sandbox.apiUrl, {
			tier: 'plugin',
			identifier,
			key,
			websiteId: sandbox.websiteId,
		}),
	);
});
afterEach(async () => {
	await host.close();
	await sandbox.close();
});

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

const FREE_TEXT = { message: 'Which order?', responseType: 'freeText' };
const APPROVAL = { message: 'Refund 20 EUR?', responseType: 'approval' };

const ALL = [
	'website:conversation:sessions read',
	'website:conversation:sessions write',
	'website:conversation:messages read',
	'website:conversation:messages write',
];

const without = (scope: string) => ALL.filter((one) => one !== scope);

const refusal = async (parameters: INodeParameters): Promise<NodeApiError> =>
	(await host.ask(parameters).catch((error) => error as NodeApiError)) as NodeApiError;

/** Everything is as it was before. */
function expectNobodyAsked({ description }: NodeApiError): void {
	expect(description).toMatch(/Nobody was asked in this conversation\.$/);
	expect(sandbox.messages(sessionId)).toHaveLength(1);
	const { data, segments } = sandbox.conversations()[0].meta as {
		data: IDataObject;
		segments: string[];
	};
	expect({ n8n_ask: '', ...data }).toEqual({ plan: 'pro', n8n_ask: '' });
	expect(segments).toEqual(['vip']);
}

describe('Somebody whose token or plan lacks what it takes is told in words, and nobody is asked', () => {
	test.each([
		[
			'to read conversations',
			FREE_TEXT,
			without('website:conversation:sessions read'),
			'The token may not read conversations',
			/'website:conversation:sessions' \(read and write\)/,
		],
		[
			'to write custom data',
			FREE_TEXT,
			without('website:conversation:sessions write'),
			'The token may not write the custom data of conversations, in which Crisp Ask notes what it waits for',
			/'website:conversation:sessions' \(read and write\)/,
		],
		[
			'to send messages',
			FREE_TEXT,
			without('website:conversation:messages write'),
			'The token may not send messages',
			/'website:conversation:messages' \(read and write\)/,
		],
		[
			'to write notes',
			APPROVAL,
			without('website:conversation:messages write'),
			"The token may not write private notes, which 'Team' needs",
			/'website:conversation:messages' \(read and write\)/,
		],
	])('%s', async (_what, parameters, scopes, message, description) => {
		sandbox.behaviour.scopes = scopes;
		const error = await refusal({ ...parameters, sessionId: byId(sessionId) });
		expect(error).toMatchObject({ message, httpCode: '403' });
		expect(error.description).toMatch(description);
		expectNobodyAsked(error);
	});

	test('private notes, which the free plan lacks', async () => {
		sandbox.behaviour.withoutNotes = true;
		const error = await refusal({ ...APPROVAL, sessionId: byId(sessionId) });
		expect(error).toMatchObject({
			message: "The Crisp plan of this workspace has no private notes, which 'Team' needs",
			description: expect.stringContaining('Ask the visitor instead'),
			httpCode: '402',
		});
		expectNobodyAsked(error);
	});

	test('a workspace that the token does not see', async () => {
		const error = await refusal({
			...FREE_TEXT,
			sessionId: byId(sessionId),
			websiteId: byId(FOREIGN_WEBSITE_ID),
		});
		expect(error.message).toMatch(/not installed on this workspace/);
		expect(sandbox.requests.map(({ verb }) => verb)).toEqual(['PATCH', 'GET']);
	});

	test('with "continue on fail" as well, and then nothing listens for it', async () => {
		sandbox.behaviour.scopes = without('website:conversation:sessions write');
		const execution = await host.ask(
			{ ...FREE_TEXT, sessionId: byId(sessionId) },
			[{}],
			'continueRegularOutput',
		);
		expect(execution.passedOn).toEqual([
			{ error: expect.stringMatching(/^The token may not write the custom data/) },
		]);
		expect(sandbox.messages(sessionId)).toHaveLength(1);
		await until(() => sandbox.sockets().length === 0);
	});
});

test('where the token may not read messages, a call is answered at once and costs one request', async () => {
	sandbox.behaviour.scopes = without('website:conversation:messages read');
	const execution = await host.ask({ ...FREE_TEXT, sessionId: byId(sessionId) });
	sandbox.clearRequests();
	const { n8n_ask: text } = (sandbox.conversations()[0].meta as { data: IDataObject }).data;
	const [, path] = /"to":"([^"]+)"/.exec(String(text)) ?? [];
	const response = await fetch(new URL(path, host.base), { method: 'POST' });
	expect(response.status).toBe(200);
	expect(await response.json()).toEqual({ crispAsk: { state: 'waiting', taken: [] } });
	expect(sandbox.requests.map(({ path, status }) => [path.split('/').at(-1), status])).toEqual([
		['messages', 403],
	]);
	expect(execution.items).toBeUndefined();
	expect(host.log.join()).toMatch(/Crisp Ask could not look for an answer: The token may not/);
});
