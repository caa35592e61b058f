import type { INodeParameters } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { setRouting, setState } from '../../sandbox/domain/conversations';
import { addMessage } from '../../sandbox/domain/messages';
import type { Conversation } from '../../sandbox/model';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credential, executeNode } from '../support/n8n';

const OPERATOR = 'a4c32c68-be91-4e29-8a05-976e93abbe3f';

let sandbox: Sandbox;
let sessionId: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	({ sessionId } = sandbox.visitor.say('Hi'));
	sandbox.clearRequests();
});
afterEach(async () => await sandbox.close());

const conversation = (): Conversation => {
	const found = sandbox.world.websites.get(sandbox.websiteId)?.conversations.get(sessionId);
	if (!found) throw new Error('The conversation is not there');
	return found;
};

const says = (given: object = {}) =>
	addMessage(sandbox.world, conversation(), {
		type: 'text',
		from: 'operator',
		origin: 'chat',
		content: 'A colleague is on it.',
		user: { type: 'website', user_id: OPERATOR, nickname: 'Jane' },
		...given,
	});

async function send(additionalFields: INodeParameters = { skipIfHumanTookOver: true }) {
	const [[{ json }]] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'message',
			operation: 'send',
			sendTo: 'conversation',
			sessionId: { __rl: true, mode: 'id', value: sessionId },
			text: 'I am the bot',
			additionalFields,
		},
		credential: credential(sandbox.apiUrl, {
			...sandbox.credentials.website,
			websiteId: sandbox.websiteId,
		}),
	});
	return json;
}

/** Whether the visitor got the message, and what it took. */
const outcome = () => ({
	arrived: sandbox.messages(sessionId).some(({ content }) => content === 'I am the bot'),
	requests: sandbox.requests.map(({ verb }) => verb),
});

describe("'Skip If a Human Took Over'", () => {
	test('sends after one request where the visitor has written last', async () => {
		expect(await send()).toMatchObject({
			success: true,
			sent: true,
			fingerprint: expect.any(Number) as number,
		});
		expect(outcome()).toEqual({ arrived: true, requests: ['GET', 'POST'] });
	});

	test.each<[string, () => void]>([
		['assigned', () => setRouting(sandbox.world, conversation(), OPERATOR)],
		['handed_off', () => (conversation().meta.data = { ai_status: 'disabled' })],
	])('sends nothing where the conversation is: %s', async (reason, takeOver) => {
		takeOver();
		expect(await send()).toEqual({
			success: true,
			website_id: sandbox.websiteId,
			session_id: sessionId,
			sent: false,
			reason,
		});
		expect(outcome()).toEqual({ arrived: false, requests: ['GET', 'GET'] });
	});

	describe('in a conversation that was resolved and that the visitor has opened again', () => {
		const resolution = (at: number) =>
			addMessage(sandbox.world, conversation(), {
				type: 'event',
				from: 'operator',
				origin: 'chat',
				content: { namespace: 'state:resolved' },
				user: { type: 'website', user_id: OPERATOR, nickname: 'Jane' },
				timestamp: at,
			});
		const handedOff = (since: number) =>
			(conversation().meta.data = { ai_status: 'disabled', ai_status_since: since });

		test('sends although the assignment and the flag outlast the resolution', async () => {
			setRouting(sandbox.world, conversation(), OPERATOR);
			handedOff(Date.now() - 60_000);
			says({ timestamp: Date.now() - 50_000 });
			resolution(Date.now() - 40_000);
			sandbox.visitor.say('One more thing', { sessionId });
			sandbox.clearRequests();
			expect(await send()).toMatchObject({ sent: true });
			expect(outcome().requests).toEqual(['GET', 'GET', 'POST']);
		});

		test.each<[string, string, () => void]>([
			['was handed off again', 'handed_off', () => handedOff(Date.now())],
			['was answered by a human again', 'operator_answered', () => says()],
		])('sends nothing where it %s', async (_what, reason, takeOver) => {
			setRouting(sandbox.world, conversation(), reason === 'handed_off' ? null : OPERATOR);
			resolution(Date.now() - 40_000);
			takeOver();
			expect(await send()).toMatchObject({ sent: false, reason });
		});
	});

	test('sends nothing where an operator has answered meanwhile', async () => {
		says();
		expect(await send()).toMatchObject({ sent: false, reason: 'operator_answered' });
		expect(outcome()).toEqual({ arrived: false, requests: ['GET', 'GET'] });
	});

	test.each<[string, object]>([
		['the bot itself', { automated: true }],
		['somebody without the ID of an operator', { user: { type: 'participant' } }],
	])('sends where %s has written last', async (_who, given) => {
		says(given);
		expect(await send()).toMatchObject({ sent: true });
		expect(outcome()).toEqual({ arrived: true, requests: ['GET', 'GET', 'POST'] });
	});

	test('sends where the conversation is resolved, although the assignment outlasts it', async () => {
		setRouting(sandbox.world, conversation(), OPERATOR);
		says();
		setState(sandbox.world, conversation(), 'resolved');
		expect(await send()).toMatchObject({ sent: true });
		expect(outcome().requests).toEqual(['GET', 'POST']);
	});

	test('does not ask where it is off', async () => {
		setRouting(sandbox.world, conversation(), OPERATOR);
		expect(await send({})).not.toHaveProperty('sent');
		expect(outcome()).toEqual({ arrived: true, requests: ['POST'] });
	});

	test('does not ask about a conversation that is made for the message', async () => {
		const [[{ json }]] = await executeNode(new Crisp(), {
			parameters: {
				resource: 'message',
				operation: 'send',
				sendTo: 'email',
				email: 'new@example.com',
				text: 'Hello',
				additionalFields: { skipIfHumanTookOver: true },
			},
			credential: credential(sandbox.apiUrl, {
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			}),
		});
		expect(json).toMatchObject({ conversation: 'created', sent: true });
		expect(sandbox.requests.map(({ verb }) => verb)).toEqual(['GET', 'POST', 'PATCH', 'POST']);
	});
});
