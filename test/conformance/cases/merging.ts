import type { INodeParameters } from 'n8n-workflow';

import { byId, PEOPLE, SESSION, WEBSITE, type Case } from '../case';

/*
 * Each operation reads and then writes: the first request is compared with the method that reads,
 * the second with the method that writes.
 */

const sessionId = byId(SESSION);
const peopleId = byId(PEOPLE);
const THERE = { segments: ['vip', 'old'], data: { plan: 'free', orders: 12 } };

/** Both cases of one operation. */
function pair(
	[resource, operation]: [string, string],
	parameters: INodeParameters,
	read: Pick<Case, 'sdk' | 'call'>,
	write: Pick<Case, 'sdk' | 'call'>,
): Case[] {
	const common = { resource, operation, parameters, answers: [THERE] };
	return [
		{ ...common, ...read, request: 0 },
		{ ...common, ...write, request: 1 },
	];
}

const readMetas: Pick<Case, 'sdk' | 'call'> = {
	sdk: 'website.getConversationMetas',
	call: (client) => client.website.getConversationMetas(WEBSITE, SESSION),
};
const writeMetas = (metas: object): Pick<Case, 'sdk' | 'call'> => ({
	sdk: 'website.updateConversationMetas',
	call: (client) => client.website.updateConversationMetas(WEBSITE, SESSION, metas as never),
});

const readProfile: Pick<Case, 'sdk' | 'call'> = {
	sdk: 'website.getPeopleProfile',
	call: (client) => client.website.getPeopleProfile(WEBSITE, PEOPLE),
};
const writeProfile = (profile: object): Pick<Case, 'sdk' | 'call'> => ({
	sdk: 'website.updatePeopleProfile',
	call: (client) => client.website.updatePeopleProfile(WEBSITE, PEOPLE, profile as never),
});

const readData: Pick<Case, 'sdk' | 'call'> = {
	sdk: 'website.getPeopleData',
	call: (client) => client.website.getPeopleData(WEBSITE, PEOPLE),
};

const setPlan = { data: { entry: [{ name: 'plan', value: 'pro' }] } };

export const merging: Case[] = [
	...pair(
		['conversation', 'addSegments'],
		{ sessionId, segments: 'billing, vip' },
		readMetas,
		writeMetas({ segments: ['vip', 'old', 'billing'] }),
	),
	...pair(
		['conversation', 'removeSegments'],
		{ sessionId, segments: 'old, vip-2' },
		readMetas,
		writeMetas({ segments: ['vip'] }),
	),
	...pair(
		['conversation', 'setData'],
		{ sessionId, ...setPlan },
		readMetas,
		writeMetas({ data: { plan: 'pro', orders: 12 } }),
	),
	...pair(
		['conversation', 'unsetData'],
		{ sessionId, names: 'plan, orders-2' },
		readMetas,
		writeMetas({ data: { orders: 12 } }),
	),
	...pair(
		['contact', 'addSegments'],
		{ peopleId, segments: 'billing, vip' },
		readProfile,
		writeProfile({ segments: ['vip', 'old', 'billing'] }),
	),
	...pair(
		['contact', 'removeSegments'],
		{ peopleId, segments: 'old, vip-2' },
		readProfile,
		writeProfile({ segments: ['vip'] }),
	),
	...pair(['contact', 'setData'], { peopleId, ...setPlan }, readData, {
		sdk: 'website.updatePeopleData',
		call: (client) =>
			client.website.updatePeopleData(WEBSITE, PEOPLE, { data: { plan: 'pro' } as never }),
	}),
	...pair(['contact', 'unsetData'], { peopleId, names: 'plan, orders-2' }, readData, {
		sdk: 'website.savePeopleData',
		call: (client) =>
			client.website.savePeopleData(WEBSITE, PEOPLE, { data: { orders: 12 } as never }),
	}),
];
