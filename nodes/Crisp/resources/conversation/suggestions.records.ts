import { defineOperation } from '../../engine/define';
import { needs } from './needs';

/* Crisp suggests to operators what was used before; taking a suggestion away changes no conversation. */

export const getSegments = defineOperation({
	name: 'Get Segments',
	value: 'getSegments',
	action: 'Get suggested segments of conversations',
	description: 'List the segments that conversations have, with how often each is used',
	sdk: 'website.listSuggestedConversationSegments',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/suggest/segments/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs: needs('suggest', 'read'),
	fields: [],
});

export const deleteSegment = defineOperation({
	name: 'Delete Segment',
	value: 'deleteSegment',
	action: 'Delete suggested segment of conversations',
	description: 'No longer suggest a segment; conversations that have it keep it',
	sdk: 'website.deleteSuggestedConversationSegment',
	request: { method: 'DELETE', path: '/website/{websiteId}/conversations/suggest/segment' },
	output: 'deleted',
	needs: needs('suggest', 'write'),
	fields: [
		{
			displayName: 'Segment',
			name: 'segment',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. bug',
			description: 'Name of the segment',
			to: 'body.segment',
		},
	],
});

export const getDataKeys = defineOperation({
	name: 'Get Data Keys',
	value: 'getDataKeys',
	action: 'Get suggested custom data keys of conversations',
	description: 'List the names of custom data that conversations have, with how often each is used',
	sdk: 'website.listSuggestedConversationDataKeys',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/suggest/data/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs: needs('suggest', 'read'),
	fields: [],
});

export const deleteDataKey = defineOperation({
	name: 'Delete Data Key',
	value: 'deleteDataKey',
	action: 'Delete suggested custom data key of conversations',
	description: 'No longer suggest a name of custom data; conversations that have it keep it',
	sdk: 'website.deleteSuggestedConversationDataKey',
	request: { method: 'DELETE', path: '/website/{websiteId}/conversations/suggest/data' },
	output: 'deleted',
	needs: needs('suggest', 'write'),
	fields: [
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. price',
			description: 'Name of the value',
			to: 'body.key',
		},
	],
});
