import { conversationOf, deduplicationKey, identityOf } from '../../nodes/Crisp/events/identity';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';

const message = { website_id: 'w', session_id: 'session_1', fingerprint: 7 };

describe('the identity of a message', () => {
	test.each(['message:send', 'message:received'])('is where and which it is: %s', (event) => {
		expect(identityOf(event, message)).toBe('w:session_1:7');
		expect(identityOf(event, { ...message, fingerprint: '7' })).toBe('w:session_1:7');
		const { website_id, session_id, fingerprint } = EVENT_SAMPLES[event];
		expect(identityOf(event, EVENT_SAMPLES[event])).toBe(
			`${website_id}:${session_id}:${fingerprint}`,
		);
	});

	test('does without a website', () => {
		expect(identityOf('message:send', { ...message, website_id: undefined })).toBe(':session_1:7');
	});

	test.each([
		['message:updated', message],
		['session:set_state', message],
		['message:send', { ...message, session_id: '' }],
		['message:send', { ...message, fingerprint: undefined }],
		['message:send', { ...message, fingerprint: null }],
	])('is missing where %s has %j', (event, payload) => {
		expect(identityOf(event, payload)).toBeUndefined();
	});

	test.each(['message:updated', 'session:set_state', 'message:compose:send'])(
		'is missing from another event, because it may well happen twice: %s',
		(event) => expect(identityOf(event, EVENT_SAMPLES[event])).toBeUndefined(),
	);

	test.each([
		['w:session_1:7', 'w', 'session_1'],
		[':session_1:7', '', 'session_1'],
		['w:a:b:7', 'w', 'a:b'],
	])('%s tells its conversation again', (identity, website, sessionId) => {
		expect(conversationOf(identity)).toEqual({ website, sessionId });
	});
});

describe('the key of an execution', () => {
	test('names what is in it, in its scope', () => {
		expect(deduplicationKey('workflow:node', ['w:s:1'])).toBe('workflow:node:w:s:1');
	});

	test('is another one for other messages, another order, or another scope', () => {
		const keys = [
			deduplicationKey('a', ['1', '2']),
			deduplicationKey('a', ['2', '1']),
			deduplicationKey('a', ['1']),
			deduplicationKey('a', ['1', '2', '3']),
			deduplicationKey('b', ['1', '2']),
		];
		expect(new Set(keys).size).toBe(keys.length);
		expect(deduplicationKey('a', ['1', '2'])).toBe(keys[0]);
	});

	test('is missing where nothing is in it', () => {
		expect(deduplicationKey('a', [])).toBeUndefined();
	});

	test('fits into the column of n8n, whatever is in it', () => {
		const fits = deduplicationKey('', ['x'.repeat(239)]);
		expect(fits).toBe(`:${'x'.repeat(239)}`);
		const long = [240, 241].map((length) => deduplicationKey('', ['x'.repeat(length)]));
		expect(new Set(long).size).toBe(2);
		for (const key of long) expect(key).toMatch(/^[0-9a-f]{64}$/);
		const many = deduplicationKey('scope', Array(500).fill('w:session:1'));
		expect(many?.length).toBeLessThanOrEqual(240);
	});
});
