import type { NodeApiError } from 'n8n-workflow';
import type { Browser } from 'playwright-core';

import { SECOND_WEBSITE_ID } from '../sandbox';
import { Asking, byId, itemOf, PATIENCE } from './asking';
import type { Execution, StoredCredential } from './client';
import { Editor, launchBrowser, openWindow } from './editor';
import { CRISP_ASK } from './nodes';
import { Operator } from './operator';
import { setStage, type Stage } from './stage';
import { waitUntil } from './waitUntil';

let stage: Stage;
let credential: StoredCredential;
let plugin: StoredCredential;
let asking: Asking;
let operator: Operator;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
	plugin = await stage.credential('plugin');
	asking = new Asking(stage, credential);
	operator = new Operator(stage.sandbox);
});
afterEach(async () => {
	stage.sandbox.behaviour.scopes = undefined;
	stage.sandbox.behaviour.withoutNotes = false;
	await asking.tidyUp();
});
afterAll(async () => await stage?.close());

const errorOf = ({ data }: Execution) => data.resultData.error as NodeApiError | undefined;

const FREE_TEXT = { message: 'Which order?', responseType: 'freeText' };
const APPROVAL = { message: 'Refund 20 EUR?', responseType: 'approval' };

const limit = (minutes: number) => ({
	limitWaitTime: {
		values: { limitType: 'afterTimeInterval', resumeAmount: minutes, resumeUnit: 'minutes' },
	},
});

describe('What cannot be asked is refused in words, and nobody is asked', () => {
	const SCOPES = [
		'website:conversation:sessions read',
		'website:conversation:sessions write',
		'website:conversation:messages read',
		'website:conversation:messages write',
	];
	const lack = (scope: string) => () => {
		stage.sandbox.behaviour.scopes = SCOPES.filter((one) => one !== scope);
	};

	test.each([
		[
			'an approval, by a token without the scope for notes',
			APPROVAL,
			lack('website:conversation:messages write'),
			"The token may not write private notes, which 'Team' needs",
		],
		[
			'an approval, on a plan without notes',
			APPROVAL,
			() => {
				stage.sandbox.behaviour.withoutNotes = true;
			},
			"The Crisp plan of this workspace has no private notes, which 'Team' needs",
		],
		[
			'a visitor, by a token without the scope for data',
			FREE_TEXT,
			lack('website:conversation:sessions write'),
			'The token may not write the custom data of conversations, in which Crisp Ask notes what it waits for',
		],
	])('%s', async (_what, parameters, prepare, message) => {
		const { sessionId } = stage.sandbox.visitor.say('I want my money back');
		await operator.changeMeta(sessionId, { data: { plan: 'pro' }, segments: ['vip'] });
		prepare();
		const [, id] = await asking.byHand({ ...parameters, sessionId: byId(sessionId) }, [{}], plugin);
		const execution = await stage.n8n.client.execution(id);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)).toMatchObject({
			message,
			description: expect.stringMatching(/Nobody was asked in this conversation\.$/),
		});
		expect(stage.sandbox.messages(sessionId)).toHaveLength(1);
		const { data, segments } = asking.metaOf(sessionId);
		expect({ n8n_ask: '', ...data }).toEqual({ n8n_ask: '', plan: 'pro' });
		expect(segments).toEqual(['vip']);
		// Nothing listens for it.
		await stage.sandbox.until(() => stage.sandbox.sockets().length === 0, { timeout: 60_000 });
	});

	test('a visitor of a workspace that the token does not see', async () => {
		const { sessionId } = stage.sandbox.visitor.say('Hello');
		const [, id] = await asking.byHand({
			...FREE_TEXT,
			sessionId: byId(sessionId),
			websiteId: byId(SECOND_WEBSITE_ID),
		});
		const execution = await stage.n8n.client.execution(id);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)).toMatchObject({
			message: 'The token may not read conversations',
			description: expect.stringContaining('Check that it may see this workspace.'),
		});
	});
});

test('a conversation that is removed ends the wait, and others go on', async () => {
	const workflow = await asking.publish(FREE_TEXT);
	const { sessionId: removed } = stage.sandbox.visitor.say('Where is my parcel?');
	const { sessionId: other } = stage.sandbox.visitor.say('Where is mine?');
	const ids = await asking.waiting(workflow, 2);
	stage.sandbox.clearRequests();
	await operator.remove(removed);
	const [last] = await asking.waiting(workflow);
	const [ended] = ids.filter((id) => id !== last);
	expect(itemOf(await stage.n8n.client.execution(ended))).toMatchObject({
		answered: false,
		timed_out: false,
		conversation_removed: true,
		text: null,
		session_id: removed,
	});
	// Crisp is asked once, and nothing is written to what is no longer there.
	const requests = stage.sandbox.requests.filter(
		({ path, tier }) => tier === 'website' && path.includes(removed),
	);
	expect(requests.map(({ verb, status }) => [verb, status])).toEqual([['GET', 404]]);

	stage.sandbox.visitor.say('1042', { sessionId: other });
	expect(itemOf(await stage.n8n.client.execution(last))).toMatchObject({ text: '1042' });
	await asking.unmarked(other);
	expect(await asking.startsAnother(workflow, other, 2)).toHaveLength(3);
});

test('a resolved conversation keeps its question, and an answer after it continues the execution', async () => {
	const workflow = await asking.publish(FREE_TEXT);
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await asking.waiting(workflow);
	await operator.resolve(sessionId);
	expect(await asking.waiting(workflow)).toEqual([id]);
	expect(asking.metaOf(sessionId).segments).toEqual(['n8n-waiting']);
	stage.sandbox.visitor.say('1042', { sessionId });
	expect(itemOf(await stage.n8n.client.execution(id))).toMatchObject({
		answered: true,
		text: '1042',
	});
	await asking.unmarked(sessionId);
	expect(await stage.n8n.client.executions(workflow.id)).toHaveLength(1);
});

test('a conversation that was removed while n8n was down: the wait ends at its limit, without an answer', async () => {
	const workflow = await asking.publish({ ...FREE_TEXT, options: limit(0.2) });
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
	const [id] = await asking.waiting(workflow);
	await stage.n8n.kill();
	await operator.remove(sessionId);
	await asking.restart();
	// n8n's own timer ends it a minute after the limit, with what was known when the wait began.
	await waitUntil(
		'the execution has ended',
		async () => {
			const all = await stage.n8n.client.executions(workflow.id);
			return all.some((one) => one.id === id && one.status === 'success');
		},
		PATIENCE.timeout * 3,
	);
	const execution = await stage.n8n.client.execution(id);
	expect(itemOf(execution)).toMatchObject({ answered: false, timed_out: true });
	expect(itemOf(execution)).not.toHaveProperty('conversation_removed');
}, 360_000);

describe('in the editor', () => {
	let browser: Browser;

	beforeAll(async () => {
		browser = await launchBrowser();
	});
	afterAll(async () => await browser?.close());

	test('a run waits, says where to answer, and goes on with the answer', async () => {
		const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?');
		const { id } = await stage.n8n.client.createWorkflow({
			name: 'Asks in the editor',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Ask',
					type: CRISP_ASK,
					credential,
					parameters: { ...FREE_TEXT, sessionId: byId(sessionId) },
				},
			],
			connections: [['Start', 'Ask']],
		});
		const context = await openWindow(browser);
		context.setDefaultTimeout(60_000);
		try {
			const editor = await Editor.open(context, stage.n8n.url);
			await editor.openWorkflow(id);
			await editor.openNode('Ask');
			await editor.handle('node-execute-button').first().click();
			const output = editor.handle('output-panel');
			await output.getByText('Waiting for the visitor: answer in the chatbox').first().waitFor();
			stage.sandbox.visitor.say('1042', { sessionId });
			await output.getByText('1042').first().waitFor();
		} finally {
			await context.close();
		}
	});
});
