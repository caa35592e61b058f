/**
 * A payload for each event, made up but of the form that the types of Crisp's official client give.
 * For the docs, the tests and the sandbox; the node does not load it.
 */
import type { IDataObject } from 'n8n-workflow';

const WEBSITE = '8f2c5f0a-6d0b-4c39-9a55-2b1f6f1f7a10';
const OPERATOR = '5b7e3c9d-0f64-4f5e-8a3e-7d1c2b3a4f60';
const CONTACT = 'b1d9f3e2-3c57-4d8e-9b0a-64f2a7c8d912';
const PLUGIN = '2e9a7c41-8d35-4b6f-a1c0-9f8e7d6c5b4a';
const CAMPAIGN = '6a4d2f18-97c3-4e0b-b5d6-1c2e3f4a5b6c';
const IMPORT = 'c7e1a9b3-52d4-4f86-8e7c-0a1b2c3d4e5f';
const SPAM = '0d8c6b4a-2e1f-4a3d-9c5b-7f6e5d4c3b2a';
const VISITOR_MESSAGE = 176380321450012;
const OPERATOR_MESSAGE = 176380329871204;
const MOMENT = 1_763_803_214_500;

export const SAMPLE_WEBSITE = WEBSITE;
export const SAMPLE_SESSION = 'session_1c0f7b52-4e8a-4d63-b9f1-a7d20e9c3b84';

const ofWebsite = (more: IDataObject): IDataObject => ({ website_id: WEBSITE, ...more });

const ofSession = (more: IDataObject = {}): IDataObject =>
	ofWebsite({ session_id: SAMPLE_SESSION, inbox_id: null, ...more });

const operator = { user_id: OPERATOR, nickname: 'Sam', avatar: null };

const acknowledged = (fingerprint: number, more: IDataObject = {}): IDataObject =>
	ofSession({ origin: 'chat', fingerprints: [fingerprint], ...more });

const uploadUrl = (type: string): IDataObject => ({
	from: 'plugin',
	identifier: PLUGIN,
	id: 'invoice-1042',
	type,
	resource: { type: 'website', id: WEBSITE },
	policy: { size_limit: 10_000_000 },
	url: {
		resource: `https://storage.crisp.chat/${type}/invoice.pdf`,
		signed: `https://storage.crisp.chat/${type}/invoice.pdf?signature=example`,
	},
});

export const EVENT_SAMPLES: Readonly<Record<string, IDataObject>> = {
	'message:send': ofSession({
		type: 'text',
		from: 'user',
		origin: 'chat',
		content: 'Where is my order 1042?',
		stamped: true,
		timestamp: MOMENT,
		fingerprint: VISITOR_MESSAGE,
		user: { user_id: SAMPLE_SESSION, nickname: 'visitor42' },
		mentions: [],
	}),
	'message:received': ofSession({
		type: 'text',
		from: 'operator',
		origin: 'chat',
		content: 'It left our warehouse this morning.',
		stamped: true,
		timestamp: MOMENT + 84_000,
		fingerprint: OPERATOR_MESSAGE,
		user: { type: 'website', ...operator },
		mentions: [],
		automated: false,
	}),
	'message:updated': ofSession({
		fingerprint: OPERATOR_MESSAGE,
		content: {
			id: 'helpful',
			text: 'Did this help?',
			choices: [
				{ value: 'yes', label: 'Yes, thanks', selected: true },
				{ value: 'no', label: 'Talk to a human', selected: false },
			],
		},
	}),
	'message:removed': ofSession({ fingerprint: OPERATOR_MESSAGE }),
	'message:compose:send': ofSession({ type: 'start', excerpt: 'Where is', timestamp: MOMENT }),
	'message:compose:receive': ofSession({ type: 'start', timestamp: MOMENT, user: operator }),
	'message:acknowledge:read:send': acknowledged(VISITOR_MESSAGE),
	'message:acknowledge:read:received': acknowledged(OPERATOR_MESSAGE),
	'message:acknowledge:unread:send': acknowledged(VISITOR_MESSAGE),
	'message:acknowledge:delivered': acknowledged(OPERATOR_MESSAGE, { origin: 'email' }),
	'message:acknowledge:ignored': acknowledged(OPERATOR_MESSAGE, {
		origin: 'email',
		details: { type: 'rejected', reason: 'mailbox_full' },
	}),
	'message:notify:unread:send': ofSession(),
	'message:notify:unread:received': ofSession(),

	'session:set_state': ofSession({ state: 'resolved' }),
	'session:set_routing': ofSession({ routing_id: OPERATOR, previous_routing_id: null }),
	'session:set_inbox': ofSession({
		inbox_id: '3f5d7b9a-1c2e-4d6f-8a0b-2c4e6f8a0b1d',
		previous_inbox_id: null,
	}),
	'session:request:initiated': ofSession(),
	'session:set_email': ofSession({ email: 'alex@example.com' }),
	'session:set_phone': ofSession({ phone: '+33123456789' }),
	'session:set_address': ofSession({ address: '1 Example Street, Nantes' }),
	'session:set_subject': ofSession({ subject: 'Order 1042' }),
	'session:set_avatar': ofSession({ avatar: 'https://example.com/alex.png' }),
	'session:set_nickname': ofSession({ nickname: 'Alex Example' }),
	'session:set_origin': ofSession({ origin: 'email' }),
	'session:set_data': ofSession({ data: { plan: 'pro', orders: 12, vip: true } }),
	'session:set_segments': ofSession({ segments: ['customer', 'billing'] }),
	'session:set_block': ofSession({ is_blocked: true }),
	'session:set_opened': ofSession({ operator }),
	'session:set_closed': ofSession({ operator }),
	'session:set_participants': ofSession({
		participants: [{ type: 'email', target: 'robin@example.com' }],
	}),
	'session:set_mentions': ofSession({ mentions: [OPERATOR] }),
	'session:removed': ofSession(),
	'session:error': ofSession({
		type: 'email',
		value: 'alex@example.invalid',
		previous_value: 'alex@example.com',
	}),
	'session:sync:rating': ofSession({ rating: { stars: 4, comment: 'Quick answer' } }),
	'session:sync:topic': ofSession({ topic: 'Delivery of an order' }),

	'session:update_availability': ofSession({ availability: 'online' }),
	'session:update_verify': ofSession({
		is_verified: true,
		verifications: [{ identity: 'email', method: 'link', annotation: 'alex@example.com' }],
	}),
	'session:sync:capabilities': ofSession({ capabilities: ['call', 'browsing'] }),
	'session:sync:geolocation': ofSession({
		geolocation: {
			country: 'FR',
			region: '52',
			city: 'Nantes',
			coordinates: { latitude: 47.22, longitude: -1.55 },
		},
	}),
	'session:sync:system': ofSession({
		system: {
			os: { name: 'Linux', version: '6.12' },
			engine: { name: 'Gecko', version: '140.0' },
			browser: { name: 'Firefox', major: '140', version: '140.0' },
			useragent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
		},
	}),
	'session:sync:network': ofSession({
		network: { ip: '203.0.113.7', connection: { isp: 'Example ISP', asn: 'AS64500' } },
	}),
	'session:sync:timezone': ofSession({ timezone: { offset: -60 } }),
	'session:sync:locales': ofSession({ locales: { locales: ['fr', 'en'] } }),
	'session:sync:pages': ofSession({
		pages: [{ page_url: 'https://example.com/pricing', page_title: 'Pricing', timestamp: MOMENT }],
	}),
	'session:sync:events': ofSession({
		events: [{ text: 'Basket filled', data: { price: 10.99 }, color: 'green', timestamp: MOMENT }],
	}),
	'website:update_visitors_count': ofWebsite({ visitors_count: 14 }),

	'people:profile:created': ofWebsite({ people_id: CONTACT, email: 'alex@example.com' }),
	'people:profile:updated': ofWebsite({
		people_id: CONTACT,
		email: 'alex@example.com',
		update: { updated_at: MOMENT, person: { nickname: 'Alex Example' } },
	}),
	'people:profile:removed': ofWebsite({ people_id: CONTACT }),
	'people:bind:session': ofSession({ people_id: CONTACT }),
	'people:sync:profile': ofSession({
		people_id: CONTACT,
		identity: {
			person: { nickname: 'Alex Example' },
			company: { name: 'Example Ltd', domain: 'example.com' },
		},
	}),
	'people:import:progress': ofWebsite({
		import_id: IMPORT,
		progress: 40,
		count: { total: 100, skipped: 1, remaining: 60 },
		items: { skipped: [{ identifier: 'nobody@', reason: 'invalid_email' }] },
	}),
	'people:import:done': ofWebsite({ import_id: IMPORT, error: false }),
	'email:subscribe': ofWebsite({ email: 'alex@example.com', subscribed: false }),
	'email:track:view': ofWebsite({ type: 'session', identifier: SAMPLE_SESSION, mode: 'view' }),

	'campaign:dispatched': ofWebsite({ campaign_id: CAMPAIGN }),
	'campaign:progress': ofWebsite({ campaign_id: CAMPAIGN, progress: 55 }),
	'campaign:running': ofWebsite({ campaign_id: CAMPAIGN, running: true }),

	'call:request:initiated': ofSession({ call_id: 'call_9d7b5f3a-1e2c-4a6b-8d0f-3c5e7a9b1d2f' }),
	'call:request:rejected': ofSession({ call_id: 'call_9d7b5f3a-1e2c-4a6b-8d0f-3c5e7a9b1d2f' }),
	'browsing:request:initiated': ofSession({
		browsing_id: 'browsing_4b2d0f8e-6a7c-4e1b-9c3d-5f7a9b1c3d5e',
		browsing_token: 'example',
	}),
	'browsing:request:rejected': ofSession(),

	'website:update_operators_availability': ofWebsite({
		user_id: OPERATOR,
		availability: { type: 'online' },
	}),
	'website:users:available': ofWebsite({ available: true }),
	'status:health:changed': ofWebsite({
		health: 'sick',
		nodes: [{ label: 'API', replica: 'https://api.example.com' }],
	}),
	'plan:subscription:updated': ofWebsite({
		plan: { id: PLUGIN, name: 'essentials', price: 95, trialing: false },
	}),

	'plugin:subscription:updated': ofWebsite({ plugin_id: PLUGIN, bound: true, target: 'website' }),
	'plugin:settings:saved': ofWebsite({ plugin_id: PLUGIN, settings: { greeting: 'Hello' } }),
	'plugin:event': ofWebsite({
		plugin_id: PLUGIN,
		urn: 'urn:example.com:assistant:0',
		name: 'assistant-started',
		data: { topic: 'orders' },
	}),
	'plugin:channel': ofWebsite({
		plugin_id: PLUGIN,
		namespace: 'assistant:step',
		identifier: 'main',
		payload: { step: 1 },
	}),
	'widget:action:processed': ofSession({
		plugin_id: PLUGIN,
		correlation_id: '7f5d3b19-8e6c-4a2d-b0f4-1d3e5f7a9b0c',
		outcome: 'success',
		result: {},
	}),
	'identity:verify:request': ofWebsite({
		plugin_id: PLUGIN,
		session_id: SAMPLE_SESSION,
		target: '+33123456789',
		code: '012345',
		confirm_url: 'https://example.com/verify',
	}),

	'spam:message': ofWebsite({
		spam_id: SPAM,
		type: 'email',
		reason: 'high_score',
		metadata: { from: 'lottery@example.net' },
		headers: { Subject: 'You have won' },
		timestamp: MOMENT,
	}),
	'spam:decision': ofWebsite({ spam_id: SPAM, action: 'reject' }),

	'bucket:url:upload:generated': uploadUrl('upload'),
	'bucket:url:avatar:generated': uploadUrl('avatar'),
	'bucket:url:website:generated': uploadUrl('website'),
	'bucket:url:campaign:generated': uploadUrl('campaign'),
	'bucket:url:helpdesk:generated': uploadUrl('helpdesk'),
	'bucket:url:status:generated': uploadUrl('status'),
	'bucket:url:processing:generated': uploadUrl('processing'),
	'media:animation:listed': {
		id: 3,
		identifier: OPERATOR,
		results: [{ type: 'image/gif', url: 'https://example.com/cat.gif' }],
	},
};
