import { byId, NOW, OPERATOR, SESSION, WEBSITE, type Case } from '../case';

/* Each operation sends several requests; `request` says which one is compared. */

const sessionId = byId(SESSION);
const INBOX = 'bf6935c9-43b3-4f8e-87ea-175c1e1ed1a9';

type Part = Omit<Case, 'sdk' | 'call'>;
type Method = Pick<Case, 'sdk' | 'call'>;

const handOff: Part = {
	resource: 'conversation',
	operation: 'handOff',
	parameters: {
		sessionId,
		userId: byId(OPERATOR),
		inboxId: byId(INBOX),
		note: 'Asks for a refund',
		message: 'A colleague takes over.',
	},
	data: { data: { plan: 'pro' } },
};

const handBack: Part = {
	resource: 'conversation',
	operation: 'handBack',
	parameters: { sessionId, flagName: 'bot' },
	data: { data: { plan: 'pro', bot: 'disabled' } },
};

/** An assigned conversation, and one that the usual flag takes from the bot. */
const botStatus: Part = {
	resource: 'conversation',
	operation: 'getBotStatus',
	parameters: { sessionId, flagName: 'bot', stopWhenAssigned: false },
	answers: [
		{
			session_id: SESSION,
			state: 'unresolved',
			assigned: { user_id: OPERATOR },
			meta: { data: { ai_status: 'disabled', bot: 'enabled' } },
		},
		[],
	],
};

const readMetas: Method = {
	sdk: 'website.getConversationMetas',
	call: (client) => client.website.getConversationMetas(WEBSITE, SESSION),
};

const writeMetas = (data: object): Method => ({
	sdk: 'website.updateConversationMetas',
	call: (client) => client.website.updateConversationMetas(WEBSITE, SESSION, { data } as never),
});

const send = (type: 'note' | 'text', content: string): Method => ({
	sdk: 'website.sendMessageInConversation',
	call: (client) =>
		client.website.sendMessageInConversation(WEBSITE, SESSION, {
			type,
			from: 'operator',
			origin: 'chat',
			content,
			automated: true,
		} as never),
});

export const handoff: Case[] = [
	{
		...handOff,
		request: 1,
		sdk: 'website.updateConversationInbox',
		call: (client) => client.website.updateConversationInbox(WEBSITE, SESSION, INBOX),
	},
	{
		...handOff,
		request: 2,
		sdk: 'website.assignConversationRouting',
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, {
				assigned: { user_id: OPERATOR },
			}),
	},
	{
		...handOff,
		request: 3,
		sdk: 'website.changeConversationState',
		call: (client) => client.website.changeConversationState(WEBSITE, SESSION, 'unresolved'),
	},
	{ ...handOff, request: 0, ...readMetas },
	{ ...handOff, request: 4, ...readMetas },
	{
		...handOff,
		request: 5,
		...writeMetas({ plan: 'pro', ai_status: 'disabled', ai_status_since: NOW }),
	},
	{
		...handOff,
		parameters: { ...handOff.parameters, flagName: 'bot' },
		request: 5,
		...writeMetas({ plan: 'pro', bot: 'disabled', bot_since: NOW }),
	},
	{ ...handOff, request: 6, ...send('note', 'Asks for a refund') },
	{ ...handOff, ...send('text', 'A colleague takes over.') },
	{ ...handBack, request: 0, ...readMetas },
	{ ...handBack, request: 1, ...writeMetas({ plan: 'pro', bot: 'enabled', bot_since: NOW }) },
	{
		...handBack,
		sdk: 'website.assignConversationRouting',
		call: (client) =>
			client.website.assignConversationRouting(WEBSITE, SESSION, { assigned: null } as never),
	},
	{
		...botStatus,
		request: 0,
		sdk: 'website.getConversation',
		call: (client) => client.website.getConversation(WEBSITE, SESSION),
	},
	{
		...botStatus,
		request: 1,
		sdk: 'website.getMessagesInConversation',
		call: (client) => client.website.getMessagesInConversation(WEBSITE, SESSION),
	},
];
