import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { inboxId } from '../locators';
import {
	assignee,
	blocked,
	customData,
	flag,
	inboxOrMain,
	inboxToMoveTo,
	operatorOrNobody,
} from './fields';
import { userTier } from './needs';
import { whenChosen } from './nothing';

/*
 * Each sends one request for many conversations. Crisp takes a request without a list as "all"
 * (comments of its Go client on resolve and read), so a list is required, and free properties, which
 * could empty it, are left out here.
 */

const sessions: Field<'sessions'> = {
	displayName: 'Conversation IDs',
	name: 'sessions',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. session_36ba3566-9651-4790-afc8-ffedbccc317f, session_...',
	description: 'Comma-separated list of conversations, or an expression that gives a list',
	as: 'sessions',
	to: 'body.sessions',
};

/** For the two routes where "all" is known to be meant. */
const applyTo: Field<'applyTo'> = {
	displayName: 'Apply To',
	name: 'applyTo',
	type: 'options',
	options: [
		{ name: 'All Conversations', value: 'all', description: 'Every conversation there is' },
		{ name: 'All Conversations in Inbox', value: 'inbox', description: 'Every one in an inbox' },
		{ name: 'Listed Conversations', value: 'listed', description: 'Those whose IDs are given' },
	],
	default: 'listed',
	description: 'Which conversations to change',
	to: 'input',
};

/** Shown unless all are meant: an unknown choice, as an expression may give, then asks for a list. */
const sessionsUnlessAll: Field<'sessions'> = {
	...sessions,
	displayOptions: { hide: { applyTo: ['all', 'inbox'] } },
};

/** That an inbox limits "all" follows from the properties of the body; it is not documented. */
const inboxOfAll: Field<'inboxId'> = {
	...inboxId,
	description: 'The inbox whose conversations are changed',
	displayOptions: { show: { applyTo: ['inbox'] } },
	to: 'body.inbox_id',
};

/** The official client types the inbox beside the list. The list stays required. */
const listFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			...inboxId,
			displayName: 'Inbox',
			name: 'inboxOfList',
			required: false,
			description: 'The inbox that the listed conversations are in',
			to: 'body.inbox_id',
		},
	],
};

/** Fields of the two routes where "all" is known to be meant. */
const anyOfAll: Field[] = [
	applyTo,
	sessionsUnlessAll,
	inboxOfAll,
	{ ...listFields, displayOptions: sessionsUnlessAll.displayOptions },
];

const hideForInbox = { hide: { applyTo: ['inbox'] } };

/** Fields of the routes where only an inbox or a list is known: that nothing means "all" is not. */
const listedOrInbox: Field[] = [
	{
		...applyTo,
		options: applyTo.options?.filter((option) => !('value' in option && option.value === 'all')),
	},
	{ ...sessions, displayOptions: hideForInbox },
	inboxOfAll,
	{ ...listFields, displayOptions: hideForInbox },
];

export const resolveMany = defineOperation({
	name: 'Resolve Many',
	value: 'resolveMany',
	action: 'Resolve many conversations',
	description: 'Mark the listed conversations, or all of them, as resolved in one request',
	sdk: 'website.batchResolveConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/resolve' },
	output: 'success',
	needs: userTier,
	fields: anyOfAll,
});

export const unresolveMany = defineOperation({
	name: 'Unresolve Many',
	value: 'unresolveMany',
	action: 'Unresolve many conversations',
	description: 'Mark the listed conversations, or all of an inbox, as unresolved in one request',
	sdk: 'website.batchUnresolveConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/unresolve' },
	output: 'success',
	fields: listedOrInbox,
});

export const markManyAsRead = defineOperation({
	name: 'Mark Many as Read',
	value: 'markManyAsRead',
	action: 'Mark many conversations as read',
	description: 'Mark the listed conversations, or all of them, as read in one request',
	sdk: 'website.batchReadConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/read' },
	output: 'success',
	needs: userTier,
	fields: anyOfAll,
});

export const markManyAsUnread = defineOperation({
	name: 'Mark Many as Unread',
	value: 'markManyAsUnread',
	action: 'Mark many conversations as unread',
	description: 'Show the listed conversations, or all of an inbox, as unread again in one request',
	sdk: 'website.batchUnreadConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/unread' },
	output: 'success',
	fields: listedOrInbox,
});

export const deleteMany = defineOperation({
	name: 'Delete Many',
	value: 'deleteMany',
	action: 'Delete many conversations',
	description: 'Remove the listed conversations and all their messages for good in one request',
	sdk: 'website.batchRemoveConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/remove' },
	output: 'deleted',
	needs: userTier,
	fields: [
		{ ...sessions, description: 'Comma-separated list of conversations to remove for good' },
		// An inbox without a list is not offered: were it not heeded, all conversations would be gone.
		listFields,
	],
});

export const reportMany = defineOperation({
	name: 'Report Many',
	value: 'reportMany',
	action: 'Report many conversations as spam',
	description: 'Report the listed conversations to Crisp as spam in one request',
	sdk: 'website.batchReportConversations',
	request: { method: 'POST', path: '/website/{websiteId}/batch/report' },
	output: 'success',
	fields: [sessions, flag],
});

export const blockMany = defineOperation({
	name: 'Block or Unblock Many',
	value: 'blockMany',
	action: 'Block or unblock incoming messages of many conversations',
	description: 'Stop accepting messages in the listed conversations, or accept them again',
	sdk: 'website.batchBlockConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/block' },
	output: 'success',
	fields: [sessions, blocked],
});

export const assignMany = defineOperation({
	name: 'Assign Many',
	value: 'assignMany',
	action: 'Assign many conversations to operator or unassign them',
	description: 'Route the listed conversations to one operator, or remove their assignments',
	sdk: 'website.batchRoutingConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/routing' },
	output: 'success',
	fields: [sessions, operatorOrNobody, assignee],
	prepare: whenChosen({ assignTo: 'nobody' }, { assigned: null }),
});

export const moveManyToInbox = defineOperation({
	name: 'Move Many to Inbox',
	value: 'moveManyToInbox',
	action: 'Move many conversations to inbox',
	description: 'Put the listed conversations into another inbox, or back into the main one',
	sdk: 'website.batchInboxConversations',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/inbox' },
	output: 'success',
	fields: [sessions, inboxOrMain, inboxToMoveTo],
	prepare: whenChosen({ moveTo: 'main' }, { inbox_id: null }),
});

export const updateDataOfMany = defineOperation({
	name: 'Update Data of Many',
	value: 'updateDataOfMany',
	action: 'Update custom data of many conversations',
	description: 'Give the listed conversations the same custom data in one request',
	sdk: 'website.batchUpdateConversationsData',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/data' },
	output: 'success',
	fields: [
		sessions,
		{ ...customData, required: true, description: 'Values to keep with each of the conversations' },
	],
});

export const updateSegmentsOfMany = defineOperation({
	name: 'Update Segments of Many',
	value: 'updateSegmentsOfMany',
	action: 'Update segments of many conversations',
	description: 'Give the listed conversations the same segments in one request',
	sdk: 'website.batchUpdateConversationsSegments',
	request: { method: 'PATCH', path: '/website/{websiteId}/batch/segments' },
	output: 'success',
	fields: [
		sessions,
		{
			displayName: 'Segments',
			name: 'segments',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. vip, lead',
			description: 'Comma-separated list of segments for each of the conversations',
			as: 'list',
			to: 'body.segments',
		},
	],
});
