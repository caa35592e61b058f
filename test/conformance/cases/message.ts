import type { INodeParameters } from 'n8n-workflow';

import { byId, NO_FILTERS, OPERATOR, PEOPLE, SESSION, WEBSITE, type Case } from '../case';

const sessionId = byId(SESSION);
const FINGERPRINT = '524653764345';

const CARDS = {
	target: [
		{
			title: 'Blue T-Shirt',
			description: 'Organic cotton',
			image: 'https://example.com/blue.png',
			actions: {
				action: [
					{ label: 'Buy', url: 'https://example.com/blue/buy' },
					{ label: 'Look', url: 'https://example.com/blue' },
				],
			},
		},
		{ title: 'Red T-Shirt', description: 'Sold out', image: '', actions: {} },
	],
};

const TARGETS = [
	{
		title: 'Blue T-Shirt',
		description: 'Organic cotton',
		image: 'https://example.com/blue.png',
		actions: [
			{ label: 'Buy', url: 'https://example.com/blue/buy' },
			{ label: 'Look', url: 'https://example.com/blue' },
		],
	},
	{ title: 'Red T-Shirt', description: 'Sold out' },
];

const CHOICES = {
	choice: [
		{
			label: 'Pro',
			value: 'pro',
			additionalFields: {
				icon: '✅',
				actionType: 'link',
				actionTarget: 'https://example.com/pro',
			},
		},
		{
			label: 'Free',
			value: 'free',
			additionalFields: { icon: '', selected: true, actionType: '', actionTarget: '' },
		},
	],
};

const PICKED = [
	{
		label: 'Pro',
		value: 'pro',
		icon: '✅',
		selected: false,
		action: { type: 'link', target: 'https://example.com/pro' },
	},
	{ label: 'Free', value: 'free', selected: true },
];

/** What a type shows: what is typed into the node, and what Crisp gets. */
const CONTENTS = [
	{
		type: 'text',
		parameters: { text: 'Hey there! Need help?' },
		content: 'Hey there! Need help?',
	},
	{
		type: 'picker',
		parameters: { contentId: 'plan', text: 'Which plan?', choices: CHOICES, answerRequired: true },
		content: { id: 'plan', text: 'Which plan?', choices: PICKED, required: true },
	},
	{
		type: 'field',
		parameters: {
			contentId: 'order',
			text: 'Which order?',
			explain: 'Order number...',
			value: '1042',
			answerRequired: false,
		},
		content: {
			id: 'order',
			text: 'Which order?',
			explain: 'Order number...',
			value: '1042',
			required: false,
		},
	},
	{
		type: 'carousel',
		parameters: { text: 'Have a look', targets: CARDS },
		content: { text: 'Have a look', targets: TARGETS },
	},
	{
		type: 'event',
		parameters: { namespace: 'order:shipped', text: 'Order 1042 has left' },
		content: { namespace: 'order:shipped', text: 'Order 1042 has left' },
	},
];

/** 'Send File' sends these. */
const FILE_CONTENTS = [
	{
		type: 'file',
		parameters: {
			url: 'https://example.com/invoice.pdf',
			mimeType: 'application/pdf',
			fileName: 'invoice.pdf',
		},
		content: {
			url: 'https://example.com/invoice.pdf',
			type: 'application/pdf',
			name: 'invoice.pdf',
		},
	},
	{
		type: 'animation',
		parameters: { url: 'https://example.com/hi.gif', mimeType: 'image/gif' },
		content: { url: 'https://example.com/hi.gif', type: 'image/gif' },
	},
	{
		type: 'audio',
		parameters: { url: 'https://example.com/a.mp3', mimeType: 'audio/mpeg', duration: 12 },
		content: { url: 'https://example.com/a.mp3', type: 'audio/mpeg', duration: 12 },
	},
];

const ORIGINAL = '0a3b1f6e-6d2f-4b0e-9f0f-5b1c7a2d9e11';

/** What a message carries besides its content, in the form of the node. */
const OPTIONS: INodeParameters = {
	skipIfHumanTookOver: false,
	fingerprint: 524653764345,
	mentions: OPERATOR,
	originalContent: '<p>Refund?</p>',
	originalId: ORIGINAL,
	originalType: 'text/html',
	properties: {
		entry: [
			{ name: 'execution', value: '1042' },
			{ name: 'tries', value: 2 },
		],
	},
	references: {
		reference: [
			{ type: 'link', name: 'How refunds work', target: 'https://help.example.com/refunds' },
		],
	},
	senderType: 'participant',
	senderNickname: 'Acme Bot',
	senderAvatar: 'https://example.com/bot.png',
	senderUserId: byId(OPERATOR),
	stealth: true,
	timestamp: '2026-03-01T10:00:00.000Z',
	translated: false,
	additionalProperties: '{"user":{"newer":true},"newer":[1]}',
};

/** The same as Crisp gets it. */
const SENT_OPTIONS = {
	fingerprint: 524653764345,
	mentions: [OPERATOR],
	original: { type: 'text/html', content: '<p>Refund?</p>', original_id: ORIGINAL },
	properties: { execution: '1042', tries: 2 },
	references: [
		{ type: 'link', name: 'How refunds work', target: 'https://help.example.com/refunds' },
	],
	user: {
		type: 'participant',
		nickname: 'Acme Bot',
		avatar: 'https://example.com/bot.png',
		user_id: OPERATOR,
		newer: true,
	},
	stealth: true,
	timestamp: Date.UTC(2026, 2, 1, 10),
	translated: false,
	newer: [1],
};

const OPTIONS_OF_VISITOR = {
	...OPTIONS,
	from: 'user',
	automated: false,
	origin: 'urn:crisp.im:slack:0',
};

const sendFile: Case = {
	sdk: 'website.sendMessageInConversation',
	resource: 'message',
	operation: 'sendFile',
	parameters: {
		sessionId,
		fileSource: 'url',
		fileUrl: 'https://example.com/invoice.pdf',
		fileOptions: { name: 'Invoice 1042.pdf' },
		additionalFields: { senderNickname: 'Acme Bot' },
	},
	call: (client) =>
		client.website.sendMessageInConversation(WEBSITE, SESSION, {
			type: 'file',
			from: 'operator',
			origin: 'chat',
			automated: true,
			content: {
				url: 'https://example.com/invoice.pdf',
				name: 'Invoice 1042.pdf',
				type: 'application/pdf',
			},
			user: { nickname: 'Acme Bot' },
		}),
};

const sendRecording: Case = {
	sdk: 'website.sendMessageInConversation',
	resource: 'message',
	operation: 'sendFile',
	parameters: {
		sessionId,
		fileSource: 'url',
		fileUrl: 'https://example.com/voice.bin',
		fileOptions: { duration: 12, fileType: 'audio/mpeg', sendAs: 'audio' },
		additionalFields: OPTIONS_OF_VISITOR,
	},
	call: (client) =>
		client.website.sendMessageInConversation(WEBSITE, SESSION, {
			type: 'audio',
			from: 'user',
			origin: 'urn:crisp.im:slack:0',
			automated: false,
			content: { url: 'https://example.com/voice.bin', type: 'audio/mpeg', duration: 12 },
			...SENT_OPTIONS,
		} as never),
};

const EMAIL = 'jane.doe@example.com';

/** What a new conversation gets before the message, in the form of the node. */
const CONVERSATION_OPTIONS: INodeParameters = {
	nickname: 'Jane Doe',
	phone: '+33612345678',
	subject: 'Renewal',
	segments: 'renewal, vip',
	data: { entry: [{ name: 'crm_id', value: '0031' }] },
};

/** The same as Crisp gets it, with the email that binds the conversation to the contact. */
const METAS = {
	email: EMAIL,
	nickname: 'Jane Doe',
	phone: '+33612345678',
	subject: 'Renewal',
	segments: ['renewal', 'vip'],
	data: { crm_id: '0031' },
};

/** All requests of a message to a contact or an email that has no conversation yet. */
function toRecipient(operation: string, content: INodeParameters, sent: object): Case[] {
	const toEmail = {
		resource: 'message',
		operation,
		parameters: {
			...content,
			sendTo: 'email',
			email: EMAIL,
			useConversation: 'openOrNew',
			conversationOptions: { ...CONVERSATION_OPTIONS, includeResolved: true },
		},
		answers: [[], { session_id: SESSION }],
	};
	const toContact = {
		resource: 'message',
		operation,
		parameters: {
			...content,
			sendTo: 'contact',
			peopleId: byId(PEOPLE),
			useConversation: 'new',
			conversationOptions: CONVERSATION_OPTIONS,
		},
		answers: [{ people_id: PEOPLE, email: EMAIL }, { session_id: SESSION }],
	};
	const makeConversation: Pick<Case, 'sdk' | 'call'> = {
		sdk: 'website.createNewConversation',
		call: (client) => client.website.createNewConversation(WEBSITE),
	};
	const writeMetas: Pick<Case, 'sdk' | 'call'> = {
		sdk: 'website.updateConversationMetas',
		call: (client) => client.website.updateConversationMetas(WEBSITE, SESSION, METAS),
	};
	const write: Pick<Case, 'sdk' | 'call'> = {
		sdk: 'website.sendMessageInConversation',
		call: (client) =>
			client.website.sendMessageInConversation(WEBSITE, SESSION, {
				from: 'operator',
				origin: 'chat',
				automated: true,
				...sent,
			} as never),
	};
	return [
		{
			...toEmail,
			request: 0,
			sdk: 'website.listPeopleConversations',
			call: (client) => client.website.listPeopleConversations(WEBSITE, EMAIL, 1),
		},
		{ ...toEmail, request: 1, ...makeConversation },
		{ ...toEmail, request: 2, ...writeMetas },
		{ ...toEmail, request: 3, ...write },
		{
			...toContact,
			request: 0,
			sdk: 'website.getPeopleProfile',
			call: (client) => client.website.getPeopleProfile(WEBSITE, PEOPLE),
		},
		{ ...toContact, request: 1, ...makeConversation },
		{ ...toContact, request: 2, ...writeMetas },
		{ ...toContact, request: 3, ...write },
	];
}

/** The search for an open conversation, and the look at what it finds. */
const toOpen: Omit<Case, 'sdk' | 'call'> = {
	resource: 'message',
	operation: 'send',
	parameters: { sendTo: 'email', email: EMAIL, useConversation: 'open', type: 'text', text: 'Hi' },
	answers: [[SESSION], { session_id: SESSION, state: 'unresolved' }],
};
const intoOpen: Case[] = [
	{
		...toOpen,
		request: 0,
		sdk: 'website.listPeopleConversations',
		call: (client) => client.website.listPeopleConversations(WEBSITE, EMAIL, 1),
		difference: { reason: NO_FILTERS, node: { query: { filter_not_resolved: '1' } } },
	},
	{
		...toOpen,
		request: 1,
		sdk: 'website.getConversation',
		call: (client) => client.website.getConversation(WEBSITE, SESSION),
	},
];

const send: Case[] = CONTENTS.map(({ type, parameters, content }) => ({
	sdk: 'website.sendMessageInConversation',
	resource: 'message',
	operation: 'send',
	parameters: { sessionId, type, ...parameters },
	call: (client) =>
		client.website.sendMessageInConversation(WEBSITE, SESSION, {
			type,
			from: 'operator',
			origin: 'chat',
			content,
			automated: true,
		} as never),
}));

const update: Case[] = [...CONTENTS, ...FILE_CONTENTS].map(({ type, parameters, content }) => ({
	sdk: 'website.updateMessageInConversation',
	resource: 'message',
	operation: 'update',
	parameters: { sessionId, fingerprint: FINGERPRINT, type, ...parameters },
	call: (client) =>
		client.website.updateMessageInConversation(WEBSITE, SESSION, Number(FINGERPRINT), content),
}));

export const message: Case[] = [
	...send,
	{
		sdk: 'website.sendMessageInConversation',
		resource: 'message',
		operation: 'addNote',
		parameters: {
			sessionId,
			note: 'Customer asks for a refund',
			additionalFields: OPTIONS_OF_VISITOR,
		},
		call: (client) =>
			client.website.sendMessageInConversation(WEBSITE, SESSION, {
				type: 'note',
				from: 'user',
				origin: 'urn:crisp.im:slack:0',
				automated: false,
				content: 'Customer asks for a refund',
				...SENT_OPTIONS,
			} as never),
	},
	sendFile,
	sendRecording,
	...toRecipient('send', { type: 'text', text: 'Hi' }, { type: 'text', content: 'Hi' }),
	...toRecipient(
		'sendFile',
		{ fileSource: 'url', fileUrl: 'https://example.com/hi.gif' },
		{ type: 'animation', content: { url: 'https://example.com/hi.gif', type: 'image/gif' } },
	),
	...intoOpen,
	{
		sdk: 'website.sendMessageInConversation',
		resource: 'message',
		operation: 'send',
		parameters: {
			sessionId,
			type: 'note',
			text: 'Bot gave up: refund request',
			additionalFields: OPTIONS_OF_VISITOR,
		},
		call: (client) =>
			client.website.sendMessageInConversation(WEBSITE, SESSION, {
				type: 'note',
				from: 'user',
				origin: 'urn:crisp.im:slack:0',
				content: 'Bot gave up: refund request',
				automated: false,
				...SENT_OPTIONS,
			} as never),
	},
	{
		sdk: 'website.getMessagesInConversation',
		resource: 'message',
		operation: 'getAll',
		parameters: { sessionId, filters: { timestampBefore: '2026-03-01T10:00:00.000Z' } },
		call: (client) =>
			client.website.getMessagesInConversation(WEBSITE, SESSION, Date.UTC(2026, 2, 1, 10)),
	},
	{
		sdk: 'website.getMessagesInConversation',
		resource: 'message',
		operation: 'getAll',
		parameters: { sessionId, filters: { timestampAfter: '2026-03-01T10:00:00.000Z' } },
		call: (client) =>
			client.website.getMessagesInConversation(
				WEBSITE,
				SESSION,
				undefined,
				Date.UTC(2026, 2, 1, 10),
			),
	},
	{
		sdk: 'website.getMessagesInConversation',
		resource: 'message',
		operation: 'getAll',
		parameters: { sessionId, filters: { timestampAround: '2026-03-01T10:00:00.000Z' } },
		call: (client) =>
			client.website.getMessagesInConversation(
				WEBSITE,
				SESSION,
				undefined,
				undefined,
				Date.UTC(2026, 2, 1, 10),
			),
	},
	{
		sdk: 'website.getMessageInConversation',
		resource: 'message',
		operation: 'get',
		parameters: { sessionId, fingerprint: FINGERPRINT },
		call: (client) =>
			client.website.getMessageInConversation(WEBSITE, SESSION, Number(FINGERPRINT)),
	},
	{
		sdk: 'website.getOriginalMessageInConversation',
		resource: 'message',
		operation: 'getOriginal',
		parameters: { sessionId, originalId: '0a3b1f6e-6d2f-4b0e-9f0f-5b1c7a2d9e11' },
		call: (client) =>
			client.website.getOriginalMessageInConversation(
				WEBSITE,
				SESSION,
				'0a3b1f6e-6d2f-4b0e-9f0f-5b1c7a2d9e11',
			),
	},
	...update,
	{
		sdk: 'website.updateMessageInConversation',
		resource: 'message',
		operation: 'update',
		parameters: {
			sessionId,
			fingerprint: FINGERPRINT,
			type: 'json',
			contentJson: '{"id":"pick","text":"One?","choices":[]}',
		},
		call: (client) =>
			client.website.updateMessageInConversation(WEBSITE, SESSION, Number(FINGERPRINT), {
				id: 'pick',
				text: 'One?',
				choices: [],
			}),
	},
	{
		sdk: 'website.markMessagesDeliveredInConversation',
		resource: 'message',
		operation: 'markAsDelivered',
		parameters: {
			sessionId,
			additionalFields: {
				from: 'operator',
				origin: 'urn:crisp.im:slack:0',
				fingerprints: '5719231201, 5719231202',
				additionalProperties: '{"newer":true}',
			},
		},
		call: (client) =>
			client.website.markMessagesDeliveredInConversation(WEBSITE, SESSION, {
				from: 'operator',
				origin: 'urn:crisp.im:slack:0',
				fingerprints: [5719231201, 5719231202],
				newer: true,
			} as never),
	},
	{
		sdk: 'website.removeMessageInConversation',
		resource: 'message',
		operation: 'delete',
		parameters: { sessionId, fingerprint: FINGERPRINT },
		call: (client) =>
			client.website.removeMessageInConversation(WEBSITE, SESSION, Number(FINGERPRINT)),
	},
];
