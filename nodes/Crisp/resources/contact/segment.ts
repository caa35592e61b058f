import type { Field, Parts } from '../../engine/spec';

/** A segment that is in use among contacts. */
export const segment: Field<'segment'> = {
	displayName: 'Segment',
	name: 'segment',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The segment to suggest no longer',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a segment...',
			typeOptions: { searchListMethod: 'searchSegments', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. vip',
		},
	],
	to: 'body.segment',
};

/** The filter of contacts by it. */
export const segmentFilter: Field<'segment'> = {
	...segment,
	required: false,
	description:
		'Only contacts that have this segment. It counts as one of the conditions, and like them is not part of every plan of Crisp.',
	to: 'input',
};

/**
 * Adds the chosen segment to the conditions: Crisp has no filter of its own for it. The criterion and
 * its operator are those of the conditions of inboxes in the official client.
 */
export function withSegment(parts: Parts): Parts {
	const { segment: chosen } = parts.input;
	if (typeof chosen !== 'string') return parts;
	const { search_filter: given } = parts.query;
	const condition = { criterion: 'segments', model: 'people', operator: 'eq', query: [chosen] };
	const conditions = [...(Array.isArray(given) ? (given as object[]) : []), condition];
	return { ...parts, query: { ...parts.query, search_filter: conditions } };
}
