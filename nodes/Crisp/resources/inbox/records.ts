import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { inboxId } from '../locators';
import { additionalFields, name } from './fields';

/** Routes without a known scope. */
const read: Needs = { tiers: ['website', 'plugin', 'user'] };

/** Changes were labelled for user tokens only. */
const write: Needs = { tiers: ['user'] };

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many inboxes',
	description: 'List the inboxes of the workspace with their operators, teams and conditions',
	sdk: 'website.listInboxes',
	request: { method: 'GET', path: '/website/{websiteId}/inboxes/list/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs: read,
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get inbox',
	description: 'Read an inbox with its operators, teams and conditions',
	sdk: 'website.getInbox',
	request: { method: 'GET', path: '/website/{websiteId}/inbox/{inboxId}' },
	output: 'item',
	needs: read,
	fields: [inboxId],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if inbox exists',
	description: 'Find out whether an inbox is there, without reading it',
	sdk: 'website.checkInboxExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/inbox/{inboxId}' },
	output: 'exists',
	needs: read,
	fields: [inboxId],
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create inbox',
	description: 'Create an inbox, into which conversations go by hand or by its conditions',
	sdk: 'website.createNewInbox',
	request: { method: 'POST', path: '/website/{websiteId}/inbox' },
	output: 'success',
	needs: write,
	fields: [name, additionalFields],
});

export const replace = defineOperation({
	name: 'Replace',
	value: 'replace',
	action: 'Update inbox by replacing it',
	description:
		"Overwrite an inbox; Crisp cannot change only part of it. What is not given here is lost: operators, teams, conditions, emoji and order. Read it with 'Get' first.",
	sdk: 'website.saveInbox',
	request: { method: 'PUT', path: '/website/{websiteId}/inbox/{inboxId}' },
	output: 'success',
	needs: write,
	fields: [inboxId, name, additionalFields],
});

export const changeOrder = defineOperation({
	name: 'Change Order',
	value: 'changeOrder',
	action: 'Change order of inboxes',
	description: 'Set the positions of several inboxes at once',
	sdk: 'website.batchOrderInboxes',
	request: { method: 'PATCH', path: '/website/{websiteId}/inboxes/batch/order' },
	output: 'success',
	needs: write,
	fields: [
		{
			displayName: 'Orders',
			name: 'orders',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Inbox',
			required: true,
			default: {},
			description: 'The inboxes and their new places',
			options: [
				{
					displayName: 'Inbox',
					name: 'inbox',
					values: [
						{ ...inboxId, description: 'The inbox to place', to: 'item.inbox_id' },
						{
							displayName: 'Order',
							name: 'order',
							type: 'number',
							required: true,
							default: 1,
							description: 'Place of the inbox among the others',
							to: 'item.order',
						},
					],
				},
			],
			to: 'body.orders',
		},
	],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete inbox',
	description: 'Remove an inbox for good',
	sdk: 'website.deleteInbox',
	request: { method: 'DELETE', path: '/website/{websiteId}/inbox/{inboxId}' },
	output: 'deleted',
	needs: write,
	fields: [inboxId],
});
