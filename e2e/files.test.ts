import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type NodeInput, type StoredCredential } from './client';
import { CRISP } from './nodes';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
beforeEach(() => stage.sandbox.clearRequests());
afterAll(async () => await stage.close());

const crisp = (parameters: IDataObject): NodeInput => ({
	name: 'Crisp',
	type: CRISP,
	credential,
	parameters: { resource: 'message', ...parameters } as NodeInput['parameters'],
});

/** Runs nodes one after the other, by hand over these items. */
async function run(nodes: NodeInput[], items: IDataObject[]) {
	const { client } = stage.n8n;
	const all = [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes];
	const workflow = await client.createWorkflow({
		name: 'Files',
		nodes: all,
		connections: all.slice(1).map(({ name }, index) => [all[index].name, name]),
		items,
	});
	const execution = await client.execution(await client.run(workflow.id, 'Start'));
	expect(execution.data.resultData.error?.message).toBeUndefined();
	return execution;
}

/** Bytes that no text encoding leaves alone. */
const bytesFor = (index: number) =>
	Buffer.from(`ff00d8fe0a0d${index.toString(16).padStart(4, '0')}`, 'hex');

test('binary data of an earlier node arrives as a file with the same bytes, in order over one socket', async () => {
	const { sandbox } = stage;
	const { sessionId } = sandbox.visitor.say('Can I have the invoices?');
	const numbers = [1, 2, 3];
	let sockets = 0;
	const watching = sandbox.until(
		() => {
			sockets = Math.max(sockets, sandbox.sockets().length);
			return sandbox.messages(sessionId).length === 4;
		},
		{ timeout: 60_000 },
	);
	const execution = await run(
		[
			{
				name: 'Convert to File',
				type: 'n8n-nodes-base.convertToFile',
				typeVersion: 1.1,
				parameters: {
					operation: 'toBinary',
					sourceProperty: 'bytes',
					options: { fileName: '={{ $json.name }}', mimeType: 'application/pdf' },
				},
			},
			crisp({
				operation: 'sendFile',
				sessionId: { __rl: true, mode: 'id', value: sessionId },
			}),
		],
		numbers.map((number) => ({
			bytes: bytesFor(number).toString('base64'),
			name: `invoice-${number}.pdf`,
		})),
	);
	await watching;
	const contents = sandbox
		.messages(sessionId)
		.slice(1)
		.map(({ content }) => content as { name: string; type: string; url: string });
	expect(contents).toMatchObject(
		numbers.map((number) => ({ name: `invoice-${number}.pdf`, type: 'application/pdf' })),
	);
	const received = await Promise.all(
		contents.map(async ({ url }) => Buffer.from(await (await fetch(url)).arrayBuffer())),
	);
	expect(received).toEqual(numbers.map(bytesFor));
	expect(sockets).toBe(1);
	expect(itemsOf(execution, 'Crisp')).toMatchObject(
		contents.map((file) => ({ success: true, type: 'file', file })),
	);
	await sandbox.until(() => sandbox.sockets().length === 0, { timeout: 60_000 });
});

test('messages to an email begin one conversation, which has its metas', async () => {
	const { sandbox } = stage;
	const before = sandbox.conversations().length;
	const execution = await run(
		[
			crisp({
				operation: 'send',
				sendTo: 'email',
				email: '={{ $json.email }}',
				conversationOptions: { nickname: 'Jane Doe', segments: 'renewal' },
				text: '={{ $json.text }}',
			}),
		],
		[
			{ email: 'jane.doe@example.com', text: 'Your plan ends on Friday.' },
			{ email: 'jane.doe@example.com', text: 'Shall we renew it?' },
		],
	);
	const made = sandbox.conversations().slice(before);
	expect(made).toMatchObject([
		{ meta: { email: 'jane.doe@example.com', nickname: 'Jane Doe', segments: ['renewal'] } },
	]);
	expect(sandbox.messages(made[0].session_id).map(({ content }) => content)).toEqual([
		'Your plan ends on Friday.',
		'Shall we renew it?',
	]);
	expect(itemsOf(execution, 'Crisp')).toMatchObject([
		{ session_id: made[0].session_id, conversation: 'created' },
		{ session_id: made[0].session_id, conversation: 'existing' },
	]);
	expect(sandbox.requests).toHaveLength(5);
});

test('a picture that the visitor has sent is binary data for the nodes that follow', async () => {
	const { sandbox } = stage;
	const picture = { name: 'photo.png', type: 'image/png' };
	const url = sandbox.keepFile(picture, bytesFor(7));
	const { sessionId } = sandbox.visitor.share({ url, ...picture });
	const execution = await run(
		[
			crisp({
				operation: 'getAll',
				sessionId: { __rl: true, mode: 'id', value: sessionId },
				options: { downloadAttachments: true },
			}),
			{
				name: 'Extract from File',
				type: 'n8n-nodes-base.extractFromFile',
				typeVersion: 1,
				parameters: { operation: 'binaryToPropery', binaryPropertyName: 'attachment_0' },
			},
		],
		[{}],
	);
	const [{ data }] = itemsOf(execution, 'Extract from File') ?? [{}];
	expect(Buffer.from(String(data), 'base64')).toEqual(bytesFor(7));
});
