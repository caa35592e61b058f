import { NodeApiError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credential, executeNode, type ExecuteSettings } from '../support/n8n';

let sandbox: Sandbox;
let sessionId: string;

beforeEach(async () => {
	sandbox = await startSandbox();
	({ sessionId } = sandbox.visitor.say('Hello'));
	sandbox.clearRequests();
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const run = async (parameters: ExecuteSettings['parameters']) => {
	const [items] = await executeNode(new Crisp(), {
		parameters,
		credential: credential(sandbox.apiUrl, {
			...sandbox.credentials.website,
			websiteId: sandbox.websiteId,
		}),
	});
	return items;
};

const failing = async (parameters: ExecuteSettings['parameters']) => {
	const error = await run(parameters).catch((caught: unknown) => caught);
	expect(error).toBeInstanceOf(NodeApiError);
	return error as NodeApiError;
};

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const reply = () => ({
	resource: 'message',
	operation: 'send',
	sessionId: byId(sessionId),
	type: 'text',
	text: 'Only once',
});
const contact = { resource: 'contact', email: 'jane@example.com', nickname: 'Jane' };
const verbs = () => sandbox.requests.map(({ verb }) => verb);
const janes = () => sandbox.contacts().filter(({ email }) => email === contact.email);

describe('a write that Crisp carries out and whose answer is lost', () => {
	test('is a message that is there once, and the user is told that it may be', async () => {
		sandbox.faults.rest.drop({ when: 'after', verb: 'POST' });
		const { message, description } = await failing(reply());
		expect(message).toBe('Crisp could not be reached: ECONNRESET');
		expect(description).toContain('may have been carried out all the same');
		expect(sandbox.messages(sessionId).map(({ content }) => content)).toEqual([
			'Hello',
			'Only once',
		]);
		expect(verbs()).toEqual(['POST']);
	});

	test.each([408, 502, 503, 504])(
		'behind a gateway that says %i is not sent again',
		async (status) => {
			sandbox.faults.rest.answer({ status });
			const { description } = await failing(reply());
			expect(description).toContain('may have been carried out all the same');
			expect(verbs()).toEqual(['POST']);
		},
	);

	test('is a contact that is created once', async () => {
		sandbox.faults.rest.drop({ when: 'after', verb: 'POST' });
		await failing({ ...contact, operation: 'create' });
		expect(janes()).toHaveLength(1);
		expect(verbs()).toEqual(['POST']);
	});

	test('is a contact that is made or updated: proven by its email, it is a success', async () => {
		sandbox.faults.rest.drop({ when: 'after', verb: 'POST' });
		const [{ json }] = await run({ ...contact, operation: 'upsert' });
		const [jane] = janes();
		expect(json).toMatchObject({ created: true, people_id: jane.people_id });
		expect(verbs()).toEqual(['GET', 'POST', 'GET']);
	});

	test('that was not carried out after all is told of as it was', async () => {
		sandbox.faults.rest.drop({ when: 'before', verb: 'POST' });
		const { message, description } = await failing({ ...contact, operation: 'upsert' });
		expect(message).toContain('ECONNRESET');
		expect(description).toContain('may have been carried out all the same');
		expect(janes()).toEqual([]);
		expect(verbs()).toEqual(['GET', 'POST', 'GET']);
	});

	test('changes a part of a conversation once', async () => {
		sandbox.faults.rest.drop({ when: 'after', verb: 'PATCH' });
		await failing({
			resource: 'conversation',
			operation: 'changeState',
			sessionId: byId(sessionId),
			state: 'resolved',
		});
		expect(verbs()).toEqual(['PATCH']);
	});
});

test('a contact that Crisp refuses is not looked for', async () => {
	sandbox.faults.rest.answer({ status: 400, verb: 'POST' });
	await failing({ ...contact, operation: 'upsert' });
	expect(verbs()).toEqual(['GET', 'POST']);
});
