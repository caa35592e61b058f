import type { INodeParameters } from 'n8n-workflow';

import { byId, OPERATOR, WEBSITE, type Case } from '../case';

const INBOX = 'd42e8b3b-ea8f-4e79-a9f8-d0e467fc1c31';
const OTHER_INBOX = '1f2d5a0e-9c0b-4c4e-8a53-7f0c7a7d2fcc';
const TEAM = '5b0e7a34-5a0f-4d0e-bb0f-0c7a7d2fcc11';

const inboxId = byId(INBOX);

/** All of an inbox but its name, in the form of the node. */
const FIELDS: INodeParameters = {
	conditions: {
		condition: [
			{ criterion: 'segments', operator: 'eq', query: 'vip, partner' },
			{ criterion: 'email', operator: 'neq', query: 'spam@example.com' },
		],
	},
	conditionsOperator: 'or',
	emoji: '⭐️',
	operators: OPERATOR,
	order: 2,
	teams: TEAM,
	additionalProperties: '{ "newer": true }',
};

/** The same as Crisp gets it. */
const SENT = {
	emoji: '⭐️',
	order: 2,
	operators: [OPERATOR],
	teams: [TEAM],
	operator: 'or',
	conditions: [
		{ model: 'session', criterion: 'segments', operator: 'eq', query: ['vip', 'partner'] },
		{ model: 'session', criterion: 'email', operator: 'neq', query: ['spam@example.com'] },
	],
	newer: true,
};

export const inbox: Case[] = [
	{
		sdk: 'website.listInboxes',
		resource: 'inbox',
		operation: 'getAll',
		parameters: {},
		data: [],
		call: (client) => client.website.listInboxes(WEBSITE, 1),
	},
	{
		sdk: 'website.getInbox',
		resource: 'inbox',
		operation: 'get',
		parameters: { inboxId },
		call: (client) => client.website.getInbox(WEBSITE, INBOX),
	},
	{
		sdk: 'website.checkInboxExists',
		resource: 'inbox',
		operation: 'checkExists',
		parameters: { inboxId },
		call: (client) => client.website.checkInboxExists(WEBSITE, INBOX),
	},
	{
		sdk: 'website.createNewInbox',
		resource: 'inbox',
		operation: 'create',
		parameters: {
			name: 'VIP',
			additionalFields: FIELDS,
		},
		call: (client) =>
			client.website.createNewInbox(WEBSITE, {
				name: 'VIP',
				...SENT,
			} as never),
	},
	{
		sdk: 'website.saveInbox',
		resource: 'inbox',
		operation: 'replace',
		parameters: { inboxId, name: 'VIP', additionalFields: FIELDS },
		call: (client) => client.website.saveInbox(WEBSITE, INBOX, { name: 'VIP', ...SENT } as never),
	},
	{
		sdk: 'website.saveInbox',
		resource: 'inbox',
		operation: 'replace',
		parameters: { inboxId, name: 'VIP', additionalFields: { emoji: '⭐️', operators: '' } },
		call: (client) =>
			client.website.saveInbox(WEBSITE, INBOX, { name: 'VIP', emoji: '⭐️', operators: [] }),
	},
	{
		sdk: 'website.batchOrderInboxes',
		resource: 'inbox',
		operation: 'changeOrder',
		parameters: {
			orders: {
				inbox: [
					{ inboxId, order: 2 },
					{ inboxId: byId(OTHER_INBOX), order: 1 },
				],
			},
		},
		call: (client) =>
			client.website.batchOrderInboxes(WEBSITE, {
				orders: [
					{ inbox_id: INBOX, order: 2 },
					{ inbox_id: OTHER_INBOX, order: 1 },
				],
			}),
	},
	{
		sdk: 'website.deleteInbox',
		resource: 'inbox',
		operation: 'delete',
		parameters: { inboxId },
		call: (client) => client.website.deleteInbox(WEBSITE, INBOX),
	},
];
