import type { INodeParameters } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import type { Tier } from '../../nodes/Crisp/client/account';
import { readSelection } from '../../nodes/Crisp/events/selection';
import { credential, triggerContext } from '../support/n8n';

const select = (
	parameters: INodeParameters,
	account: { tier: Tier; websiteId: string } = { tier: 'plugin', websiteId: 'default' },
) => {
	const { context } = triggerContext(new CrispTrigger(), {
		parameters,
		credential: credential('http://127.0.0.1:9'),
	});
	return readSelection(context, account);
};

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

describe('the events to start with', () => {
	test('are those of the list and the free ones, each once and without spaces', () => {
		const otherEvents = ' session:set_email,, message:send , a:b ';
		expect(
			select({ events: ['message:send', 'session:set_email'], options: { otherEvents } }).events,
		).toEqual(['message:send', 'session:set_email', 'a:b']);
	});

	test('can be free ones alone, but not none', () => {
		expect(select({ events: [], options: { otherEvents: 'a:b' } }).events).toEqual(['a:b']);
		expect(() => select({ events: [], options: { otherEvents: ' , ' } })).toThrow(
			"No event is chosen in 'Events'",
		);
	});
});

describe('the website to listen to', () => {
	test('is the chosen one, without spaces around it, else the default', () => {
		expect(select({ websiteId: byId(' w1 ') }).websiteId).toBe('w1');
		expect(select({ websiteId: byId('  ') }).websiteId).toBe('default');
		expect(select({}).websiteId).toBe('default');
	});

	test('is any where all are asked for', () => {
		expect(select({ listenTo: 'all', websiteId: byId('w1') }).websiteId).toBeUndefined();
	});

	test('may be left to a website token, which sees one, but to no other', () => {
		expect(select({}, { tier: 'website', websiteId: '' }).websiteId).toBeUndefined();
		for (const tier of ['plugin', 'user'] as const) {
			expect(() => select({}, { tier, websiteId: '' })).toThrow(
				'No website is chosen to listen to',
			);
		}
	});
});

test('filters are none unless they are added, and are taken over', () => {
	expect(select({})).toMatchObject({
		inboxes: [],
		messageTypes: [],
		senders: [],
		origins: [],
		states: [],
		simplify: true,
		ignoreAutomated: true,
	});
	const filters = {
		inboxes: ['main'],
		messageTypes: ['text'],
		senders: ['visitor'],
		origins: 'chat, urn:crisp.im:whatsapp',
		states: ['resolved'],
	};
	expect(select({ filters, simplify: false, ignoreAutomated: false })).toMatchObject({
		...filters,
		origins: ['chat', 'urn:crisp.im:whatsapp'],
		simplify: false,
		ignoreAutomated: false,
	});
});
