import { isMixed, laneOf } from '../../nodes/Crisp/engine/lanes';
import type { Operation, Parts } from '../../nodes/Crisp/engine/spec';
import { allResources } from '../support/nodes';

const operation = (resource: string, value: string): Operation => {
	const found = allResources
		.filter((one) => one.value === resource)
		.flatMap(({ operations }) => operations)
		.find((one) => one.value === value);
	if (!found) throw new Error(`no ${resource}: ${value}`);
	return found;
};

const parts = (changes: Partial<Parts>): Parts => ({
	path: {},
	query: {},
	body: undefined,
	input: {},
	...changes,
});

const lane = (resource: string, value: string, changes: Partial<Parts> = {}) =>
	laneOf(operation(resource, value), parts(changes), () => 'W');

const inConversation = { path: { sessionId: 'session_1', fingerprint: '7' } };

describe('the lane of an item', () => {
	test('is the conversation for everything that writes to one', () => {
		expect(lane('message', 'send', inConversation)).toBe('W session_1');
		expect(lane('message', 'update', inConversation)).toBe('W session_1');
		expect(lane('conversation', 'changeState', inConversation)).toBe('W session_1');
	});

	test('is none for what only reads', () => {
		expect(lane('conversation', 'get', inConversation)).toBeUndefined();
		expect(lane('conversation', 'checkExists', inConversation)).toBeUndefined();
		expect(lane('conversation', 'getAll')).toBeUndefined();
	});

	test('is the email for a contact that is made or changed by it, however it is written', () => {
		const body = { email: ' Jane@Example.com' };
		expect(lane('contact', 'upsert', { body })).toBe('W jane@example.com');
		expect(lane('contact', 'create', { body })).toBe('W jane@example.com');
		expect(lane('contact', 'update', { path: { peopleId: 'jane@example.com' }, body })).toBe(
			'W jane@example.com',
		);
	});

	test('is none for what is created new', () => {
		expect(lane('conversation', 'create')).toBeUndefined();
		expect(lane('contact', 'create', { body: {} })).toBeUndefined();
	});

	test('is the website where the whole of it is changed', () => {
		expect(lane('website', 'updateSettings', { body: { name: 'x' } })).toBe('W ');
	});

	test('is the recipient of a message where no conversation is named', () => {
		const email = { sendTo: 'email', email: 'Jane@Example.com ' };
		expect(lane('message', 'send', { input: email })).toBe('W jane@example.com');
		expect(lane('message', 'sendFile', { input: { sendTo: 'contact', peopleId: 'p' } })).toBe(
			'W p',
		);
	});

	test('is the website where nothing tells what is written to', () => {
		expect(lane('conversation', 'updateMeta')).toBe('W ');
	});

	test('of a custom request is the conversation or contact in its path', () => {
		const send = (method: string, path: string) =>
			lane('apiRequest', 'send', { input: { method, path } });
		expect(send('GET', 'website/{websiteId}/conversation/session_1')).toBeUndefined();
		expect(send('POST', '/website/{websiteId}/conversation/session_1/message')).toBe('W session_1');
		expect(send('PATCH', 'website/{websiteId}/people/data/jane@example.com')).toBe(
			'W jane@example.com',
		);
		expect(send('PATCH', 'website/{websiteId}/batch/resolve')).toBe('W ');
	});
});

test('items go one after another where an expression says what they do', () => {
	const node = (parameters: object) => ({ parameters }) as Parameters<typeof isMixed>[0];
	expect(isMixed(node({ resource: 'message', operation: 'send', text: '={{ 1 }}' }))).toBe(false);
	expect(isMixed(node({ resource: 'message', operation: '={{ $json.what }}' }))).toBe(true);
	expect(isMixed(node({ resource: 'apiRequest', method: '={{ $json.verb }}' }))).toBe(true);
});
