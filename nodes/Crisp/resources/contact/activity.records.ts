import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { whenChosen } from '../conversation/nothing';
import { peopleId } from '../locators';
import { customData } from './fields';

/** Routes without a known scope. */
const known: Needs = { tiers: ['website', 'plugin', 'user'] };

const data = (access: 'read' | 'write'): Needs => ({
	...known,
	scope: `website:people:data ${access}`,
});

const subscriptions = (access: 'read' | 'write'): Needs => ({
	...known,
	scope: `website:people:subscriptions ${access}`,
});

export const getConversations = defineOperation({
	name: 'Get Conversations',
	value: 'getConversations',
	action: 'Get conversations of contact',
	description:
		"List the IDs of the conversations with a contact; 'Get' of the resource 'Conversation' reads one",
	sdk: 'website.listPeopleConversations',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/people/conversations/{peopleId}/list/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: known,
	fields: [
		peopleId,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Not Resolved',
					name: 'filterNotResolved',
					type: 'boolean',
					default: true,
					description: 'Whether to return only conversations that are pending or unresolved',
					to: 'query.filter_not_resolved',
				},
				{
					displayName: 'Resolved',
					name: 'filterResolved',
					type: 'boolean',
					default: true,
					description: 'Whether to return only resolved conversations',
					to: 'query.filter_resolved',
				},
				{
					displayName: 'Unread',
					name: 'filterUnread',
					type: 'boolean',
					default: true,
					description:
						'Whether to return only conversations with messages that no operator has read',
					to: 'query.filter_unread',
				},
			],
		},
	],
	finish: (ids) => [ids].flat().map((id) => (typeof id === 'string' ? { session_id: id } : id)),
});

export const getCampaigns = defineOperation({
	name: 'Get Campaigns',
	value: 'getCampaigns',
	action: 'Get campaigns of contact',
	description: 'List the campaigns that reached a contact, with what the contact did on each',
	sdk: 'website.listPeopleCampaigns',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/people/campaigns/{peopleId}/list/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: { tiers: ['user'] },
	fields: [peopleId],
});

export const addEvent = defineOperation({
	name: 'Add Event',
	value: 'addEvent',
	action: 'Add event to contact',
	description:
		'Record that a contact did something, such as an order or a renewal. It is shown in the profile, and automated campaigns can start on it.',
	sdk: 'website.addPeopleEvent',
	request: { method: 'POST', path: '/website/{websiteId}/people/events/{peopleId}' },
	output: 'success',
	needs: known,
	fields: [
		peopleId,
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Added item to basket',
			description: 'What happened; the same text each time makes it one kind of event',
			to: 'body.text',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Color',
					name: 'color',
					type: 'options',
					options: [
						{ name: 'Black', value: 'black' },
						{ name: 'Blue', value: 'blue' },
						{ name: 'Brown', value: 'brown' },
						{ name: 'Green', value: 'green' },
						{ name: 'Grey', value: 'grey' },
						{ name: 'Orange', value: 'orange' },
						{ name: 'Pink', value: 'pink' },
						{ name: 'Purple', value: 'purple' },
						{ name: 'Red', value: 'red' },
						{ name: 'Yellow', value: 'yellow' },
					],
					default: 'blue',
					description: 'Color of the event in the app',
					to: 'body.color',
				},
				{
					...customData,
					displayName: 'Data',
					required: false,
					description: 'Facts about the event, such as a price',
				},
				{
					displayName: 'Timestamp',
					name: 'timestamp',
					type: 'dateTime',
					default: '',
					description: 'When it happened, if not now',
					as: 'milliseconds',
					to: 'body.timestamp',
				},
				additionalProperties,
			],
		},
	],
});

export const getEvents = defineOperation({
	name: 'Get Events',
	value: 'getEvents',
	action: 'Get events of contact',
	description: 'List what a contact did, with data and time of each event',
	sdk: 'website.listPeopleEvents',
	request: {
		method: 'GET',
		path: '/website/{websiteId}/people/events/{peopleId}/list/{page}',
	},
	pages: 'pathNumber',
	output: 'items',
	needs: known,
	fields: [peopleId],
});

export const getData = defineOperation({
	name: 'Get Data',
	value: 'getData',
	action: 'Get data of contact',
	description: 'Read the custom data kept with a contact',
	sdk: 'website.getPeopleData',
	request: { method: 'GET', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'item',
	needs: data('read'),
	fields: [peopleId],
});

export const replaceData = defineOperation({
	name: 'Replace Data',
	value: 'replaceData',
	action: 'Replace data of contact',
	description:
		"Overwrite all custom data of a contact. Values that are not named are lost; 'Set Data' keeps them.",
	sdk: 'website.savePeopleData',
	request: { method: 'PUT', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'success',
	needs: data('write'),
	fields: [
		peopleId,
		{
			displayName: 'Replace With',
			name: 'replaceWith',
			type: 'options',
			options: [
				{ name: 'Nothing', value: 'nothing', description: 'Remove all custom data' },
				{ name: 'Values', value: 'values', description: 'Those that are given' },
			],
			default: 'values',
			description: 'What the contact has from now on',
			to: 'input',
		},
		{ ...customData, displayOptions: { hide: { replaceWith: ['nothing'] } } },
	],
	prepare: whenChosen({ replaceWith: 'nothing' }, { data: {} }),
});

export const getSubscription = defineOperation({
	name: 'Get Subscription',
	value: 'getSubscription',
	action: 'Get email subscription of contact',
	description: 'Find out whether a contact takes emails of campaigns',
	sdk: 'website.getPeopleSubscriptionStatus',
	request: { method: 'GET', path: '/website/{websiteId}/people/subscription/{peopleId}' },
	output: 'item',
	needs: subscriptions('read'),
	fields: [peopleId],
});

export const updateSubscription = defineOperation({
	name: 'Update Subscription',
	value: 'updateSubscription',
	action: 'Update email subscription of contact',
	description: 'Subscribe a contact to the emails of campaigns, or unsubscribe the contact',
	sdk: 'website.updatePeopleSubscriptionStatus',
	request: { method: 'PATCH', path: '/website/{websiteId}/people/subscription/{peopleId}' },
	output: 'success',
	needs: subscriptions('write'),
	fields: [
		peopleId,
		{
			displayName: 'Subscribed',
			name: 'subscribed',
			type: 'boolean',
			default: true,
			description: 'Whether the contact gets emails of campaigns',
			to: 'body.email',
		},
	],
});
