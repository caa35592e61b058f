import { byId, OPERATOR, SESSION, WEBSITE, type Case } from '../case';

const sessionId = byId(SESSION);

export const message: Case[] = [
	{
		sdk: 'website.sendMessageInConversation',
		resource: 'message',
		operation: 'send',
		parameters: {
			sessionId,
			type: 'note',
			text: 'Bot gave up: refund request',
			from: 'operator',
			automated: false,
			origin: 'chat',
			additionalFields: {
				fingerprint: 524653764345,
				mentions: OPERATOR,
				senderType: 'participant',
				senderNickname: 'Acme Bot',
				senderAvatar: 'https://example.com/bot.png',
				stealth: true,
				timestamp: '2026-03-01T10:00:00.000Z',
				translated: false,
			},
		},
		call: (client) =>
			client.website.sendMessageInConversation(WEBSITE, SESSION, {
				type: 'note',
				from: 'operator',
				origin: 'chat',
				content: 'Bot gave up: refund request',
				automated: false,
				fingerprint: 524653764345,
				mentions: [OPERATOR],
				user: { type: 'participant', nickname: 'Acme Bot', avatar: 'https://example.com/bot.png' },
				stealth: true,
				timestamp: Date.UTC(2026, 2, 1, 10),
				translated: false,
			}),
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
		sdk: 'website.getMessageInConversation',
		resource: 'message',
		operation: 'get',
		parameters: { sessionId, fingerprint: '524653764345' },
		call: (client) => client.website.getMessageInConversation(WEBSITE, SESSION, 524653764345),
	},
	{
		sdk: 'website.updateMessageInConversation',
		resource: 'message',
		operation: 'update',
		parameters: {
			sessionId,
			fingerprint: '524653764345',
			contentFormat: 'text',
			text: 'Corrected',
		},
		call: (client) =>
			client.website.updateMessageInConversation(WEBSITE, SESSION, 524653764345, 'Corrected'),
	},
	{
		sdk: 'website.updateMessageInConversation',
		resource: 'message',
		operation: 'update',
		parameters: {
			sessionId,
			fingerprint: '524653764345',
			contentFormat: 'json',
			contentJson: '{"id":"pick","text":"One?","choices":[]}',
		},
		call: (client) =>
			client.website.updateMessageInConversation(WEBSITE, SESSION, 524653764345, {
				id: 'pick',
				text: 'One?',
				choices: [],
			}),
	},
	{
		sdk: 'website.removeMessageInConversation',
		resource: 'message',
		operation: 'delete',
		parameters: { sessionId, fingerprint: '524653764345' },
		call: (client) => client.website.removeMessageInConversation(WEBSITE, SESSION, 524653764345),
	},
];
