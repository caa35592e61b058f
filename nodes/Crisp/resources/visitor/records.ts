import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';

const visitors: Needs = { tiers: ['website', 'plugin', 'user'], scope: 'website:visitors read' };

const rule: Field<'rule'> = {
	displayName: 'Rule',
	name: 'rule',
	type: 'string',
	required: true,
	default: '',
	description: "The rule by which visitors are blocked, one that 'Count Blocked' returns",
	to: 'path',
};

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many visitors on website',
	description: 'List who is on the website now, with the page they look at and where they are',
	sdk: 'website.listVisitors',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/list/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs: visitors,
	fields: [],
});

export const count = defineOperation({
	name: 'Count',
	value: 'count',
	action: 'Count visitors on website',
	description: 'Read how many people are on the website now',
	sdk: 'website.countVisitors',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/count' },
	output: 'item',
	needs: visitors,
	fields: [],
});

export const getMap = defineOperation({
	name: 'Get Map',
	value: 'getMap',
	action: 'Get visitors on map',
	description: 'List the places from which people are on the website now, with who they are',
	sdk: 'website.pinpointVisitorsOnMap',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/map' },
	output: 'items',
	needs: visitors,
	fields: [
		{
			displayName: 'Area',
			name: 'area',
			type: 'options',
			options: [
				{ name: 'Around a Point', value: 'point', description: 'Only places near a point' },
				{ name: 'World', value: 'world', description: 'All places' },
			],
			default: 'world',
			description: 'Which part of the map to look at',
			to: 'input',
		},
		{
			displayName: 'Longitude',
			name: 'centerLongitude',
			type: 'number',
			typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
			required: true,
			default: 0,
			placeholder: 'e.g. -1.55',
			description: 'Degrees east of Greenwich',
			displayOptions: { show: { area: ['point'] } },
			to: 'query.center_longitude',
		},
		{
			displayName: 'Latitude',
			name: 'centerLatitude',
			type: 'number',
			typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
			required: true,
			default: 0,
			placeholder: 'e.g. 47.22',
			description: 'Degrees north of the equator',
			displayOptions: { show: { area: ['point'] } },
			to: 'query.center_latitude',
		},
		{
			displayName: 'Radius',
			name: 'centerRadius',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 6 },
			required: true,
			default: 100,
			description:
				"How far around the point to look, in Crisp's measure (its unit is not documented)",
			displayOptions: { show: { area: ['point'] } },
			to: 'query.center_radius',
		},
	],
});

export const getSession = defineOperation({
	name: 'Get Conversation ID',
	value: 'getSession',
	action: 'Get conversation ID from token of visitor',
	description: 'Find the conversation of a visitor by the token that the website gave the chatbox',
	sdk: 'website.getSessionIdentifierFromToken',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/token/{tokenId}' },
	output: 'item',
	needs: visitors,
	fields: [
		{
			displayName: 'Token ID',
			name: 'tokenId',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. d3c17241-1327-47d7-9d8e-b89ff7bd2904',
			description: "The value of 'CRISP_TOKEN_ID' in the page of the visitor",
			to: 'path',
		},
	],
});

export const countBlocked = defineOperation({
	name: 'Count Blocked',
	value: 'countBlocked',
	action: 'Count blocked visitors of website',
	description: 'Read how many visitors each blocking rule has kept out',
	sdk: 'website.countBlockedVisitors',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/blocked' },
	output: 'items',
	needs: { tiers: ['user'] },
	fields: [],
});

export const countBlockedInRule = defineOperation({
	name: 'Count Blocked in Rule',
	value: 'countBlockedInRule',
	action: 'Count blocked visitors in rule of workspace',
	description: 'Read how many visitors one blocking rule has kept out',
	sdk: 'website.countBlockedVisitorsInRule',
	request: { method: 'GET', path: '/website/{websiteId}/visitors/blocked/{rule}' },
	output: 'item',
	needs: { tiers: ['user'] },
	fields: [rule],
});

export const clearBlockedInRule = defineOperation({
	name: 'Clear Blocked in Rule',
	value: 'clearBlockedInRule',
	action: 'Clear blocked visitors in rule of workspace',
	description: 'Let back in all visitors that a blocking rule has kept out. This cannot be undone.',
	sdk: 'website.clearBlockedVisitorsInRule',
	request: { method: 'DELETE', path: '/website/{websiteId}/visitors/blocked/{rule}' },
	output: 'deleted',
	needs: { tiers: ['user'] },
	fields: [rule],
});
