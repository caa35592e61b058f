import type { IDataObject } from 'n8n-workflow';

import { EVENTS } from '../../../nodes/Crisp/events/table';
import { need, Unanswered, type Said } from '../crisp';
import type { Ear } from '../ear';
import type { Experiment, Live } from '../live';

/** How long the event of the last change is waited for, and then those that may be slower. */
const LAST_MS = 15_000;
const SLOWER_MS = 3_000;

/** A change that is made, and the events that say so. */
interface Change {
	events: string[];
	make: (live: Live, sessionId: string) => Promise<Said>;
}

const patch =
	(rest: string, body: (live: Live) => IDataObject): Change['make'] =>
	async (live, sessionId) =>
		await live.of(sessionId, 'PATCH', rest, body(live));

const meta = (events: string[], body: (live: Live) => IDataObject): Change => ({
	events,
	make: patch('meta', body),
});

/** Sends a message and does something with it. */
const withMessage =
	(then: (live: Live, sessionId: string, fingerprint: string) => Promise<Said>): Change['make'] =>
	async (live, sessionId) => {
		const { fingerprint } = need(await live.say(sessionId, 'user'), 'a message');
		return await then(live, sessionId, String(Number(fingerprint)));
	};

const MESSAGE = '{w}/conversation/{sessionId}/message/{fingerprint}';

/** None of them reaches anybody: email addresses come last, when nothing more is written. */
const CHANGES: Change[] = [
	{ events: ['message:send'], make: async (live, id) => await live.say(id, 'user') },
	{ events: ['message:received'], make: async (live, id) => await live.say(id, 'operator') },
	{
		events: ['message:updated'],
		make: withMessage(async (live, sessionId, fingerprint) => {
			const body = { content: 'Changed' };
			return await live.crisp.ask('PATCH', MESSAGE, { sessionId, fingerprint }, { body });
		}),
	},
	{
		events: ['message:removed'],
		make: withMessage(
			async (live, sessionId, fingerprint) =>
				await live.crisp.ask('DELETE', MESSAGE, { sessionId, fingerprint }),
		),
	},
	{
		events: ['message:acknowledge:read:send'],
		make: patch('read', () => ({ from: 'user', origin: 'chat' })),
	},
	{
		events: ['message:acknowledge:unread:send'],
		make: patch('unread', () => ({ from: 'operator' })),
	},
	{
		events: ['message:acknowledge:delivered'],
		make: patch('delivered', () => ({ from: 'operator', origin: 'chat' })),
	},
	{
		events: ['message:compose:receive'],
		make: patch('compose', () => ({ type: 'start', from: 'operator', excerpt: 'Typing' })),
	},
	{
		events: ['message:compose:send'],
		make: patch('compose', () => ({ type: 'start', from: 'user', excerpt: 'Typing' })),
	},
	{ events: ['session:set_state'], make: patch('state', () => ({ state: 'unresolved' })) },
	{ events: ['session:set_routing'], make: patch('routing', () => ({ assigned: null })) },
	{ events: ['session:set_inbox'], make: patch('inbox', () => ({ inbox_id: null })) },
	{ events: ['session:set_opened'], make: patch('open', () => ({ opened: true })) },
	{ events: ['session:set_closed'], make: patch('open', () => ({ opened: false })) },
	{ events: ['session:update_verify'], make: patch('verify', () => ({ verified: true })) },
	{
		events: ['session:request:initiated'],
		make: async (live, id) => await live.of(id, 'POST', 'initiate'),
	},
	meta(['session:set_nickname'], ({ made }) => ({ nickname: made.name })),
	meta(['session:set_subject'], () => ({ subject: 'A test' })),
	meta(['session:set_data'], ({ made }) => ({ data: { [made.dataKey('event')]: 1 } })),
	meta(['session:set_segments'], ({ made }) => ({ segments: [made.segment] })),
	meta(['session:set_email', 'people:bind:session'], ({ made }) => ({ email: made.newEmail() })),
	{
		events: ['bucket:url:upload:generated'],
		make: async ({ crisp, made }) =>
			await crisp.ask(
				'POST',
				'/bucket/url/generate',
				{},
				{
					body: {
						namespace: 'upload',
						id: made.name,
						file: { name: 'test.txt', type: 'text/plain' },
						resource: { type: 'website', id: crisp.websiteId },
					},
				},
			),
	},
];

/** Names of events that the changes are for. */
export const EXPECTED_EVENTS = CHANGES.flatMap(({ events }) => events);

const isFor = (tier: string, name: string): boolean =>
	EVENTS.some(({ event, tiers }) => event === name && tiers.some((one) => one === tier));

function earOf({ ear }: Live): Ear {
	if (!ear) throw new Unanswered('there is no real-time connection');
	return ear;
}

/** Sends a last message and waits for its event, and for those that may come after it. */
async function hearAll(live: Live, sessionId: string): Promise<void> {
	const ear = earOf(live);
	const { fingerprint } = need(await live.say(sessionId, 'user'), 'a message');
	const isLast = () => ear.heard.some(({ data }) => data.fingerprint === fingerprint);
	await ear.until(isLast, LAST_MS, live.pause);
	await live.pause(SLOWER_MS);
}

export const eventExperiments: Experiment[] = [
	{
		guesses: ['metaEvents'],
		async run(live) {
			const ear = earOf(live);
			const id = await live.conversation();
			const nickname = live.made.name;
			await hearAll(live, id);
			const count = () =>
				ear.heard.filter(
					({ name, data }) => name === 'session:set_nickname' && data.session_id === id,
				).length;
			const before = count();
			need(await live.of(id, 'PATCH', 'meta', { nickname }), 'metas');
			await hearAll(live, id);
			const same = count() - before;
			need(await live.of(id, 'PATCH', 'meta', { nickname: `${nickname}0` }), 'metas');
			await hearAll(live, id);
			if (count() - before === 0) throw new Unanswered('there are no events of nicknames at all');
			return { metaEvents: same > 0 ? 'sent' : 'changed' };
		},
	},
	{
		guesses: ['missingEvents'],
		async run(live) {
			const ear = earOf(live);
			const id = await live.spoken();
			const expected = new Set<string>();
			for (const { events, make } of CHANGES) {
				const { refusal } = await make(live, id);
				if (refusal !== undefined) continue;
				for (const name of events) if (isFor(live.crisp.account.tier, name)) expected.add(name);
			}
			await hearAll(live, id);
			const heard = new Set(ear.heard.map(({ name }) => name));
			const missing = [...expected].filter((name) => !heard.has(name)).sort();
			return { missingEvents: missing.join(',') || 'none' };
		},
	},
];
