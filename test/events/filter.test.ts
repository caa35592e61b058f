import type { IDataObject } from 'n8n-workflow';

import { isChosenWebsite, makeFilter, type Filters } from '../../nodes/Crisp/events/filter';
import { websiteOf } from '../../nodes/Crisp/events/payload';
import { EVENT_SAMPLES, SAMPLE_WEBSITE } from '../../scripts/eventSamples';

const NO_FILTERS: Filters = {
	inboxes: [],
	messageTypes: [],
	senders: [],
	origins: [],
	states: [],
	ignoreAutomated: false,
};

const passes = (
	filters: Partial<Filters>,
	event: string,
	changes: IDataObject = {},
	payload = EVENT_SAMPLES[event],
) => makeFilter({ ...NO_FILTERS, ...filters })(event, { ...payload, ...changes });

describe('without filters', () => {
	it.each(Object.keys(EVENT_SAMPLES))('%s passes', (event) => {
		expect(passes({}, event)).toBe(true);
	});
});

describe('a website', () => {
	const isOf = (chosen: string, event: string) =>
		isChosenWebsite(chosen, websiteOf(EVENT_SAMPLES[event]));

	it('keeps out the events of another one', () => {
		expect(isOf(SAMPLE_WEBSITE, 'message:send')).toBe(true);
		expect(isOf('another', 'message:send')).toBe(false);
		expect(isOf('another', 'bucket:url:upload:generated')).toBe(false);
	});

	it('keeps out nothing that names no website', () => {
		expect(isOf('another', 'media:animation:listed')).toBe(true);
	});

	it('keeps out nothing where all are wanted', () => {
		expect(isChosenWebsite(undefined, SAMPLE_WEBSITE)).toBe(true);
	});
});

describe('inboxes', () => {
	it('keep out conversations of other inboxes', () => {
		const inboxes = ['vip'];
		expect(passes({ inboxes }, 'message:send', { inbox_id: 'vip' })).toBe(true);
		expect(passes({ inboxes }, 'message:send', { inbox_id: 'other' })).toBe(false);
		expect(passes({ inboxes }, 'session:set_state', { inbox_id: 'other' })).toBe(false);
	});

	it("know the main inbox, which has no ID, as 'main'", () => {
		expect(passes({ inboxes: ['vip'] }, 'message:send', { inbox_id: null })).toBe(false);
		expect(passes({ inboxes: ['vip', 'main'] }, 'message:send', { inbox_id: null })).toBe(true);
	});

	it('leave alone events that belong to no inbox', () => {
		expect(passes({ inboxes: ['vip'] }, 'people:profile:created')).toBe(true);
	});
});

describe('new states', () => {
	it('keep out changes to other states', () => {
		const states = ['resolved', 'pending'];
		expect(passes({ states }, 'session:set_state', { state: 'resolved' })).toBe(true);
		expect(passes({ states }, 'session:set_state', { state: 'unresolved' })).toBe(false);
		expect(passes({ states }, 'session:set_state', { state: undefined })).toBe(false);
	});

	it('leave alone events that tell no state', () => {
		expect(passes({ states: ['resolved'] }, 'message:send')).toBe(true);
		expect(passes({ states: ['resolved'] }, 'session:set_block', { state: 'other' })).toBe(true);
	});
});

describe('filters of messages', () => {
	const all: Partial<Filters> = {
		messageTypes: ['audio'],
		senders: ['bot'],
		origins: ['email'],
		ignoreAutomated: true,
	};

	it.each(['message:updated', 'message:compose:send', 'session:set_origin', 'spam:message'])(
		'leave alone what is no sent message (%s)',
		(event) => {
			expect(passes(all, event)).toBe(true);
		},
	);

	it('know types', () => {
		expect(passes({ messageTypes: ['text'] }, 'message:send')).toBe(true);
		expect(passes({ messageTypes: ['file'] }, 'message:send')).toBe(false);
		expect(passes({ messageTypes: ['text'] }, 'message:send', { type: undefined })).toBe(false);
	});

	it('know origins, and connectors by the beginning of their URN', () => {
		const origins = ['chat', 'urn:crisp.im:whatsapp'];
		const from = (origin: unknown) =>
			passes({ origins }, 'message:send', { origin } as IDataObject);
		expect(from('chat')).toBe(true);
		expect(from('urn:crisp.im:whatsapp:0')).toBe(true);
		expect(from('urn:crisp.im:whatsapp')).toBe(true);
		expect(from('urn:crisp.im:whatsapp-business:0')).toBe(false);
		expect(from('chatty')).toBe(false);
		expect(from('email')).toBe(false);
		expect(from(undefined)).toBe(false);
	});

	it('know senders', () => {
		expect(passes({ senders: ['visitor'] }, 'message:send')).toBe(true);
		expect(passes({ senders: ['visitor'] }, 'message:received')).toBe(false);
		expect(passes({ senders: ['operator', 'bot'] }, 'message:received')).toBe(true);
	});

	it('ignore automated messages of both sides', () => {
		const ignoreAutomated = true;
		expect(passes({ ignoreAutomated }, 'message:received')).toBe(true);
		expect(passes({ ignoreAutomated }, 'message:received', { automated: true })).toBe(false);
		expect(passes({ ignoreAutomated }, 'message:received', { user: { nickname: 'Bot' } })).toBe(
			false,
		);
		expect(passes({ ignoreAutomated }, 'message:send', { automated: true })).toBe(false);
	});

	it('do not ignore bots where the senders ask for them', () => {
		const filters: Partial<Filters> = { ignoreAutomated: true, senders: ['bot'] };
		expect(passes(filters, 'message:received', { automated: true })).toBe(true);
	});

	it('must all fit', () => {
		expect(passes({ messageTypes: ['text'], origins: ['chat'] }, 'message:send')).toBe(true);
		expect(passes({ messageTypes: ['text'], origins: ['email'] }, 'message:send')).toBe(false);
	});
});
