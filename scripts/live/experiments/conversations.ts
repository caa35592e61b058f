import { randomUUID } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { asObject, isObject } from '../../../nodes/Crisp/objects';
import { answerIn, need, needList, Unanswered } from '../crisp';
import type { Experiment, Live } from '../live';

/** Longer than anybody types without a pause, in ms. */
const TYPING_MS = 30_000;

const stateOf = async (live: Live, sessionId: string): Promise<string> =>
	String(need(await live.of(sessionId, 'GET', 'state'), 'state').state);

const metaOf = async (live: Live, sessionId: string) =>
	need(await live.of(sessionId, 'GET', 'meta'), 'metas');

/** Own conversations on the first page of the list, in its order. */
async function listed(live: Live, query: Record<string, number>): Promise<string[]> {
	const said = await live.crisp.ask(
		'GET',
		'{w}/conversations/{page}',
		{ page: '1' },
		{ query: { per_page: 50, ...query } },
	);
	return needList(said, 'conversations').map(({ session_id: id }) => String(id));
}

/** As `listed`, when a conversation that must be there is there. */
async function listedWith(live: Live, id: string, query: Record<string, number> = {}) {
	for (let tries = 0; tries < 5; tries++) {
		await live.settle();
		const ids = await listed(live, query);
		if (ids.includes(id)) return ids;
	}
	throw new Unanswered('a conversation in which the visitor has written is not on the first page');
}

export const conversationExperiments: Experiment[] = [
	{
		guesses: ['newState'],
		run: async (live) => ({ newState: await stateOf(live, await live.conversation()) }),
	},
	{
		guesses: ['metaData', 'metaSegments', 'objectData'],
		async run(live) {
			const id = await live.conversation();
			const [a, b, c] = ['a', 'b', 'c'].map((more) => live.made.dataKey(more));
			const { segment } = live.made;
			const patch = async (body: IDataObject) => answerIn(await live.of(id, 'PATCH', 'meta', body));
			await patch({ data: { [a]: 1 }, segments: [segment] });
			const answer = await patch({ data: { [b]: 2 }, segments: [`${segment}x`] });
			if (answer !== 'accepted') throw new Unanswered(`metas: ${answer}`);
			const { data, segments } = await metaOf(live, id);
			const isKept = Object.hasOwn(asObject(data), a);
			const isKeptToo = Array.isArray(segments) && segments.some((one) => one === segment);
			const object = await patch({ data: { [c]: { value: 1 } } });
			return {
				metaData: isKept ? 'merged' : 'replaced',
				metaSegments: isKeptToo ? 'merged' : 'replaced',
				objectData: object === 'accepted' ? 'accepted' : 'refused',
			};
		},
	},
	{
		guesses: ['reopening', 'operatorReopening'],
		async run(live) {
			const id = await live.spoken();
			const after = async (from: 'user' | 'operator') => {
				need(await live.of(id, 'PATCH', 'state', { state: 'resolved' }), 'resolving');
				need(await live.say(id, from), 'a message');
				await live.settle();
				return await stateOf(live, id);
			};
			return { operatorReopening: await after('operator'), reopening: await after('user') };
		},
	},
	{
		guesses: ['unreadFrom'],
		async run(live) {
			const id = await live.spoken();
			need(await live.say(id, 'operator'), 'a message');
			for (const from of ['user', 'operator']) {
				need(await live.of(id, 'PATCH', 'read', { from, origin: 'chat' }), 'marking as read');
			}
			need(await live.of(id, 'PATCH', 'unread', { from: 'operator' }), 'marking as unread');
			await live.settle();
			const { operator, visitor } = asObject(
				need(await live.of(id, 'GET', ''), 'a conversation').unread,
			);
			const sides = [Number(operator) > 0 && 'operator', Number(visitor) > 0 && 'visitor'];
			return { unreadFrom: sides.filter(Boolean).join('_and_') || 'nobody' };
		},
	},
	{
		guesses: ['emptyConversations'],
		async run(live) {
			const silent = await live.conversation();
			const answered = await live.conversation();
			need(await live.say(answered, 'operator'), 'a message');
			await live.pause(1_100);
			const ids = await listedWith(live, await live.spoken(), { order_date_created: 1 });
			if (ids.includes(silent)) return { emptyConversations: 'none' };
			return { emptyConversations: ids.includes(answered) ? 'anyMessage' : 'visitorMessage' };
		},
	},
	{
		guesses: ['conversationOrder'],
		async run(live) {
			const first = await live.spoken();
			await live.pause(1_100);
			const second = await live.spoken();
			await live.pause(1_100);
			need(await live.say(first, 'user'), 'a message');
			const ids = await listedWith(live, second);
			if (!ids.includes(first)) throw new Unanswered('one of two conversations is not listed');
			const isFirst = ids.indexOf(first) < ids.indexOf(second);
			return { conversationOrder: isFirst ? 'lastChange' : 'creation' };
		},
	},
	{
		guesses: ['typing'],
		async run(live) {
			const id = await live.spoken();
			const typing = async () => {
				const conversation = need(await live.of(id, 'GET', ''), 'a conversation');
				return isObject(asObject(conversation.compose).operator);
			};
			const body = { type: 'start', from: 'operator', excerpt: 'Typing' };
			need(await live.of(id, 'PATCH', 'compose', body), 'typing');
			if (!(await typing())) throw new Unanswered('typing does not show in the conversation');
			await live.pause(TYPING_MS);
			const isThere = await typing();
			await live.of(id, 'PATCH', 'compose', { type: 'stop', from: 'operator' });
			return { typing: isThere ? 'stays' : 'ends' };
		},
	},
	{
		guesses: ['emailBinding'],
		async run(live) {
			const id = await live.conversation();
			const email = live.made.newEmail();
			need(await live.of(id, 'PATCH', 'meta', { email }), 'an email');
			await live.settle();
			const said = await live.crisp.ask('GET', '{w}/people/profile/{email}', { email });
			const answer = answerIn(said);
			if (answer === 'accepted') return { emailBinding: 'makesContact' };
			if (answer.startsWith('404')) return { emailBinding: 'doesNothing' };
			throw new Unanswered(answer);
		},
	},
	{
		guesses: ['unknownOperator', 'unknownInbox'],
		async run(live) {
			const id = await live.conversation();
			const routing = { assigned: { user_id: randomUUID() }, silent: true };
			return {
				unknownOperator: answerIn(await live.of(id, 'PATCH', 'routing', routing)),
				unknownInbox: answerIn(await live.of(id, 'PATCH', 'inbox', { inbox_id: randomUUID() })),
			};
		},
	},
];
