import { sessionOf, websiteOf } from '../../nodes/Crisp/events/payload';
import { asObject } from '../../nodes/Crisp/objects';
import { EVENT_SAMPLES, SAMPLE_SESSION, SAMPLE_WEBSITE } from '../../scripts/eventSamples';

const sample = (event: string) => EVENT_SAMPLES[event];

describe('the payload of an event', () => {
	it.each([undefined, null, 'text', 7, [1]])('counts as empty when it is %p', (data) => {
		expect(asObject(data)).toEqual({});
	});

	it.each(Object.keys(EVENT_SAMPLES).filter((event) => event !== 'media:animation:listed'))(
		'names its website (%s)',
		(event) => {
			expect(websiteOf(sample(event))).toBe(SAMPLE_WEBSITE);
		},
	);

	it('has no website where it names none', () => {
		expect(websiteOf(sample('media:animation:listed'))).toBeNull();
		expect(websiteOf({ resource: { type: 'plugin', id: 'p' } })).toBeNull();
	});

	it('names its conversation, as an identifier where that is how Crisp does it', () => {
		expect(sessionOf(sample('message:send'))).toBe(SAMPLE_SESSION);
		expect(sessionOf(sample('email:track:view'))).toBe(SAMPLE_SESSION);
		expect(sessionOf({ type: 'campaign', identifier: 'c' })).toBeNull();
		expect(sessionOf(sample('people:profile:created'))).toBeNull();
	});
});
