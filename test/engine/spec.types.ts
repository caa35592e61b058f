// Not run: `npm run typecheck` fails where one of these is accepted, or the good one is not.
import { defineOperation } from '../../nodes/Crisp/engine/define';

const base = {
	name: 'Get',
	value: 'get',
	action: 'Get thing',
	description: 'Get a thing',
	sdk: 'website.getThing',
	output: 'item' as const,
};

export const good = defineOperation({
	...base,
	request: { method: 'GET', path: '/website/{websiteId}/thing/{thingId}/{page}' },
	fields: [{ displayName: 'Thing', name: 'thingId', type: 'string', default: '', to: 'path' }],
});

// @ts-expect-error the path names a field that is not there
export const missing = defineOperation({
	...base,
	request: { method: 'GET', path: '/website/{websiteId}/thing/{thingId}' },
	fields: [{ displayName: 'Thing', name: 'otherId', type: 'string', default: '', to: 'path' }],
});

export const misplaced = defineOperation({
	...base,
	request: { method: 'GET', path: '/website/{websiteId}' },
	fields: [
		{
			displayName: 'Thing',
			name: 'thing',
			type: 'string',
			default: '',
			// @ts-expect-error a target that the engine does not know
			to: 'header.thing',
		},
	],
});
