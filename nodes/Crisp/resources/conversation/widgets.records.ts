import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { sessionId } from '../locators';
import { pluginId } from '../plugin/fields';
import { userTier } from './needs';

/*
 * What operators do in the widget that a plugin shows beside a conversation. The outcome does not
 * come with the answer: the plugin is asked, and the event `widget:action:processed` tells.
 */

/** The plugin that shows the widget. */
const widgetPlugin: Field<'pluginId'> = {
	...pluginId,
	description: 'The plugin that the widget belongs to',
};

const sectionId: Field<'sectionId'> = {
	displayName: 'Section ID',
	name: 'sectionId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. payments',
	description: 'The section of the widget, as the plugin names it',
	to: 'body.section_id',
};

const itemId: Field<'itemId'> = {
	displayName: 'Item ID',
	name: 'itemId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. refund_on_stripe',
	description: 'The item of the section, as the plugin names it',
	to: 'body.item_id',
};

/** Crisp asks for an object even where there is nothing to say. */
const data: Field<'data'> = {
	displayName: 'Data (JSON)',
	name: 'data',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. { "invoice": "D-1929-X" }',
	description: 'What the plugin gets to work with, in its own form',
	to: 'body.data',
};

export const pressButton = defineOperation({
	name: 'Press Button',
	value: 'pressButton',
	action: 'Press widget button in conversation',
	description: "Run the action of a button in a plugin's widget, such as a refund",
	sdk: 'website.deliverWidgetButtonActionForConversation',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/conversation/{sessionId}/widget/{pluginId}/button',
	},
	output: 'item',
	needs: userTier,
	fields: [
		sessionId,
		widgetPlugin,
		sectionId,
		itemId,
		data,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description: 'What an operator would type in beside the button',
					to: 'body.value',
				},
				additionalProperties,
			],
		},
	],
});

export const fetchData = defineOperation({
	name: 'Fetch Data',
	value: 'fetchData',
	action: 'Fetch widget data in conversation',
	description: "Ask a plugin for the value of an item in its widget, such as a customer's balance",
	sdk: 'website.deliverWidgetDataFetchActionForConversation',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/conversation/{sessionId}/widget/{pluginId}/data',
	},
	output: 'item',
	needs: userTier,
	fields: [
		sessionId,
		widgetPlugin,
		sectionId,
		itemId,
		data,
		{
			displayName: 'Action',
			name: 'action',
			type: 'hidden',
			default: 'fetch',
			to: 'body.action',
		},
	],
});

export const editData = defineOperation({
	name: 'Edit Data',
	value: 'editData',
	action: 'Edit widget data in conversation',
	description: 'Give a plugin a new value for an item in its widget',
	sdk: 'website.deliverWidgetDataEditActionForConversation',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/conversation/{sessionId}/widget/{pluginId}/data',
	},
	output: 'item',
	needs: userTier,
	fields: [
		sessionId,
		widgetPlugin,
		sectionId,
		itemId,
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 120.00',
			description: 'The new value',
			to: 'body.value',
		},
		{
			displayName: 'Action',
			name: 'action',
			type: 'hidden',
			default: 'edit',
			to: 'body.action',
		},
	],
});
