import { defineOperation } from '../../engine/define';
import { sessionId } from '../locators';
import * as merging from '../merging';
import { needs } from './needs';

const path = '/website/{websiteId}/conversation/{sessionId}/meta';
const sdk = ['website.getConversationMetas', 'website.updateConversationMetas'];

export const addSegments = defineOperation({
	name: 'Add Segments',
	value: 'addSegments',
	action: 'Add segments to conversation',
	description: 'Add segments to a conversation and keep the ones it has',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, merging.segments],
	run: merging.addSegments(path),
});

export const removeSegments = defineOperation({
	name: 'Remove Segments',
	value: 'removeSegments',
	action: 'Remove segments from conversation',
	description: 'Remove segments from a conversation and keep the others',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, merging.segments],
	run: merging.removeSegments(path),
});

export const setData = defineOperation({
	name: 'Set Data',
	value: 'setData',
	action: 'Set data of conversation',
	description: 'Add or change custom data of a conversation; values that are not named stay',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, merging.dataToSet],
	run: merging.setDataOfConversation,
});

export const unsetData = defineOperation({
	name: 'Unset Data',
	value: 'unsetData',
	action: 'Unset data of conversation',
	description: 'Remove custom data of a conversation; values that are not named stay',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [sessionId, merging.namesToUnset],
	run: merging.unsetDataOfConversation,
});
