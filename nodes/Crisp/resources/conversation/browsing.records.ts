import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { sessionId } from '../locators';
import { needs } from './needs';

const browsingId: Field<'browsingId'> = {
	displayName: 'Browsing ID',
	name: 'browsingId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. browsing_05a9392d-ff3f-45e7-b021-1179c45668fa',
	description: "The browsing session, as 'Get Many' returns it",
	to: 'path',
};

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many browsing sessions of conversation',
	description: 'List the tabs of the visitor that can be watched with MagicBrowse',
	sdk: 'website.listBrowsingSessionsForConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/browsing' },
	output: 'items',
	needs: needs('browsing', 'read'),
	fields: [sessionId],
});

export const initiate = defineOperation({
	name: 'Initiate',
	value: 'initiate',
	action: 'Initiate browsing session for conversation',
	description: 'Ask the chatbox of the visitor to let operators watch the page (MagicBrowse)',
	sdk: 'website.initiateBrowsingSessionForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/browsing' },
	output: 'success',
	needs: needs('browsing', 'write'),
	fields: [sessionId],
});

export const sendAction = defineOperation({
	name: 'Send Action',
	value: 'sendAction',
	action: 'Send action to browsing session of conversation',
	description: 'Start or stop watching a page',
	sdk: 'website.sendActionToExistingBrowsingSession',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/conversation/{sessionId}/browsing/{browsingId}',
	},
	output: 'success',
	needs: needs('browsing', 'write'),
	fields: [
		sessionId,
		browsingId,
		{
			displayName: 'Action',
			name: 'action',
			type: 'string',
			required: true,
			default: 'start',
			placeholder: 'e.g. start',
			description: "What to do; 'start' is known to exist",
			to: 'body.action',
		},
	],
});

export const assist = defineOperation({
	name: 'Assist',
	value: 'assist',
	action: 'Assist browsing session of conversation',
	description: 'Show the visitor the mouse of the operator, or click or scroll on their page',
	sdk: 'website.assistExistingBrowsingSession',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/conversation/{sessionId}/browsing/{browsingId}/assist',
	},
	output: 'success',
	needs: needs('browsing', 'write'),
	fields: [
		sessionId,
		browsingId,
		{
			displayName: 'Gesture',
			name: 'gesture',
			type: 'options',
			options: [
				{ name: 'Click', value: 'click' },
				{ name: 'Move Mouse', value: 'mouse' },
				{ name: 'Scroll', value: 'scroll' },
			],
			default: 'mouse',
			description: 'How to help',
			to: 'body.action',
		},
		{
			displayName: 'X',
			name: 'x',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the left of the page',
			displayOptions: { show: { gesture: ['click'] } },
			to: 'body.click.x',
		},
		{
			displayName: 'Y',
			name: 'y',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the top of the page',
			displayOptions: { show: { gesture: ['click'] } },
			to: 'body.click.y',
		},
		{
			displayName: 'X',
			name: 'x',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the left of the page',
			displayOptions: { show: { gesture: ['mouse'] } },
			to: 'body.mouse.x',
		},
		{
			displayName: 'Y',
			name: 'y',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the top of the page',
			displayOptions: { show: { gesture: ['mouse'] } },
			to: 'body.mouse.y',
		},
		{
			displayName: 'X',
			name: 'x',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the left of the page',
			displayOptions: { show: { gesture: ['scroll'] } },
			to: 'body.scroll.x',
		},
		{
			displayName: 'Y',
			name: 'y',
			type: 'number',
			required: true,
			default: 0,
			description: 'Pixels from the top of the page',
			displayOptions: { show: { gesture: ['scroll'] } },
			to: 'body.scroll.y',
		},
	],
});
