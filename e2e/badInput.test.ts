import type { IDataObject, NodeApiError } from 'n8n-workflow';

import { type Execution, itemsOf, type NodeInput, type StoredCredential } from './client';
import { sendNode } from './nodes';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;
let sessionId: string;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
beforeEach(() => {
	({ sessionId } = stage.sandbox.visitor.say('Hello'));
	stage.sandbox.clearRequests();
});
afterEach(() => stage.sandbox.faults.clear());
afterAll(async () => await stage.close());

/** Runs "Reply" by hand over one item for each conversation. */
async function reply(
	sessionIds: string[],
	{
		onError,
		using = credential,
	}: { onError?: NodeInput['onError']; using?: StoredCredential } = {},
): Promise<Execution> {
	const { client } = stage.n8n;
	const workflow = await client.createWorkflow({
		name: 'Reply by hand',
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ ...sendNode(using), onError },
		],
		connections: [['Start', 'Reply']],
		items: sessionIds.map((id) => ({ session_id: id, chatInput: 'Hello' })),
	});
	return await client.execution(await client.run(workflow.id, 'Start'));
}

const errorOf = ({ data }: Execution) => data.resultData.error as NodeApiError | undefined;
const texts = () => stage.sandbox.messages(sessionId).map(({ content }) => content);

test('an unknown conversation ends the execution with words that help', async () => {
	const execution = await reply(['session_00000000-0000-4000-8000-000000000000']);
	expect(execution.status).toBe('error');
	expect(errorOf(execution)).toMatchObject({
		message: "Crisp has no conversation with the ID in 'Conversation'",
		description: expect.stringContaining("it begins with 'session_'"),
		httpCode: '404',
		context: { itemIndex: 0 },
	});
});

test('a wrong key ends the execution, and is nowhere in its data or in the log', async () => {
	const key = 'not-the-key-of-this-sandbox';
	const execution = await reply([sessionId], { using: await stage.credential('website', { key }) });
	expect(execution.status).toBe('error');
	expect(errorOf(execution)?.message).toMatch(/does not accept the token .* as a Website token/);

	const { identifier } = stage.sandbox.credentials.website;
	const pair = Buffer.from(`${identifier}:${key}`).toString('base64');
	for (const secret of [key, pair]) {
		expect(JSON.stringify(execution)).not.toContain(secret);
		expect(stage.n8n.log).not.toContain(secret);
	}
});

test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'a connection that breaks leaves nothing of the token in the execution (%s)',
	async (onError) => {
		stage.sandbox.faults.rest.drop({ when: 'after', verb: 'POST' });
		const execution = await reply([sessionId], { onError });
		expect(JSON.stringify(execution)).toContain('ECONNRESET');
		const { identifier, key } = stage.sandbox.credentials.website;
		const pair = Buffer.from(`${identifier}:${key}`).toString('base64');
		for (const secret of [key, pair]) {
			expect(JSON.stringify(execution)).not.toContain(secret);
			expect(stage.n8n.log).not.toContain(secret);
		}
	},
);

test('ids that would change the address are refused one by one, and the other items go on', async () => {
	const hostile = [
		'',
		'.',
		'..',
		'../../../user',
		'a/b',
		'a?b=c',
		'a#b',
		'session_ with spaces',
		'%2e%2e',
	];
	const items = itemsOf(
		await reply([...hostile, sessionId], { onError: 'continueRegularOutput' }),
		'Reply',
	) as IDataObject[];
	expect(items).toHaveLength(hostile.length + 1);
	for (const item of items.slice(0, -1)) expect(item.error).toEqual(expect.stringMatching(/./));
	expect(items.at(-1)).toMatchObject({ success: true });
	expect(texts()).toEqual(['Hello', 'You said: Hello']);
	for (const { path } of stage.sandbox.requests) {
		expect(path).toMatch(/^\/v1\/website\/[\w-]+\/conversation\/[^/]+\/message$/);
	}
});

test('failed items leave by the error output, the others by the first', async () => {
	const execution = await reply(['session_unknown', sessionId], { onError: 'continueErrorOutput' });
	expect(execution.status).toBe('success');
	expect(itemsOf(execution, 'Reply', 0)).toEqual([expect.objectContaining({ success: true })]);
	expect(itemsOf(execution, 'Reply', 1)).toEqual([
		expect.objectContaining({ error: expect.stringContaining("'Conversation'") }),
	]);
});

test('an answer that is not JSON is not taken for an answer of Crisp', async () => {
	stage.sandbox.faults.rest.answer({ status: 200, raw: '<html>Welcome to the guest Wi-Fi</html>' });
	const execution = await reply([sessionId]);
	expect(errorOf(execution)).toMatchObject({
		message: expect.stringContaining("does not come from Crisp's API"),
		description: expect.stringContaining("'API Base URL'"),
	});
});

test('a refusal inside a 200 is a refusal', async () => {
	stage.sandbox.faults.rest.answer({ status: 200, error: true, reason: 'not_subscribed' });
	const execution = await reply([sessionId]);
	expect(execution.status).toBe('error');
	expect(errorOf(execution)?.message).toContain('not installed on this workspace');
	expect(texts()).toEqual(['Hello']);
});

test('a message that Crisp asks to send later is sent later, once', async () => {
	stage.sandbox.faults.rest.answer({ status: 429, retryAfter: 0 });
	const execution = await reply([sessionId]);
	expect(execution.status).toBe('success');
	expect(texts()).toEqual(['Hello', 'You said: Hello']);
	expect(stage.sandbox.requests.map(({ status }) => status)).toEqual([429, 202]);
});
