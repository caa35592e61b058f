import { conversationOf, deduplicationKey, identityOf } from '../../nodes/Crisp/events/identity';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';

describe('the identity', () => {
	const { website_id, session_id, fingerprint } = EVENT_SAMPLES['message:send'];

	it('of a message is its website, conversation and fingerprint', () => {
		expect(identityOf('message:send', EVENT_SAMPLES['message:send'])).toBe(
			`${website_id}:${session_id}:${fingerprint}`,
		);
	});

	it.each(['message:updated', 'session:set_state', 'message:compose:send'])(
		'of another event is none, because it may well happen twice (%s)',
		(event) => expect(identityOf(event, EVENT_SAMPLES[event])).toBeUndefined(),
	);

	it('tells its conversation again', () => {
		const identity = String(identityOf('message:send', EVENT_SAMPLES['message:send']));
		expect(conversationOf(identity)).toEqual({ website: website_id, sessionId: session_id });
		expect(conversationOf('w:session_a:b:1')).toEqual({ website: 'w', sessionId: 'session_a:b' });
	});

	it('makes a key that n8n can store', () => {
		expect(deduplicationKey('crisp:w:n', ['a'])).toBe('crisp:w:n:a');
		expect(deduplicationKey('x'.repeat(300), ['a'])).toHaveLength(64);
		expect(deduplicationKey('s', ['a', 'b'])).not.toBe(deduplicationKey('s', ['b', 'a']));
	});

	it('makes no key where there is none', () => {
		expect(deduplicationKey('s', [])).toBeUndefined();
	});
});
