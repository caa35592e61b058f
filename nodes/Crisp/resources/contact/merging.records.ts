import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { peopleId } from '../locators';
import * as merging from '../merging';

const path = '/website/{websiteId}/people/profile/{peopleId}';
const sdk = ['website.getPeopleProfile', 'website.updatePeopleProfile'];

const needs = (scope: 'profiles' | 'data'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:people:${scope} write`,
});

export const addSegments = defineOperation({
	name: 'Add Segments',
	value: 'addSegments',
	action: 'Add segments to contact',
	description: 'Add segments to a contact and keep the ones it has',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('profiles'),
	fields: [peopleId, merging.segments],
	run: merging.addSegments(path),
});

export const removeSegments = defineOperation({
	name: 'Remove Segments',
	value: 'removeSegments',
	action: 'Remove segments from contact',
	description: 'Remove segments from a contact and keep the others',
	sdk,
	request: { method: 'PATCH', path },
	output: 'success',
	needs: needs('profiles'),
	fields: [peopleId, merging.segments],
	run: merging.removeSegments(path),
});

export const setData = defineOperation({
	name: 'Set Data',
	value: 'setData',
	action: 'Set data of contact',
	description: 'Add or change custom data of a contact; values that are not named stay',
	sdk: ['website.getPeopleData', 'website.updatePeopleData'],
	request: { method: 'PATCH', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'success',
	needs: needs('data'),
	fields: [peopleId, merging.dataToSet],
	run: merging.setDataOfContact,
});

export const unsetData = defineOperation({
	name: 'Unset Data',
	value: 'unsetData',
	action: 'Unset data of contact',
	description: 'Remove custom data of a contact; values that are not named stay',
	sdk: ['website.getPeopleData', 'website.savePeopleData'],
	request: { method: 'PUT', path: '/website/{websiteId}/people/data/{peopleId}' },
	output: 'success',
	needs: needs('data'),
	fields: [peopleId, merging.namesToUnset],
	run: merging.unsetDataOfContact,
});
