import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import { groupsOf } from '../../nodes/Crisp/engine/convert';
import type { Field, Operation, Resource } from '../../nodes/Crisp/engine/spec';

/** A value that a field accepts, made from its definition. */
export function sampleValue(field: Field): NodeParameterValueType {
	switch (field.type) {
		case 'resourceLocator':
			return { __rl: true, mode: 'id', value: `${field.name}-1` };
		case 'options':
			return field.default as string;
		case 'multiOptions':
			return [String((field.options?.[0] as { value: string }).value)];
		case 'number':
			return 7;
		case 'boolean':
			return true;
		case 'dateTime':
			return '2026-03-01T10:00:00.000Z';
		case 'json':
			return '{"sample":"value"}';
		case 'collection':
			return {};
		case 'fixedCollection': {
			const [group] = groupsOf(field);
			const row = Object.fromEntries(group.values.map((inner) => [inner.name, sampleValue(inner)]));
			return {
				[group.name]: field.typeOptions?.multipleValues ? [row] : row,
			} as NodeParameterValueType;
		}
		default:
			return field.as === 'numbers' ? '1, 2' : `${field.name}-1`;
	}
}

/** Choices with which an operation runs on an item without binary data. */
const WITHOUT_BINARY: Record<string, INodeParameters> = {
	'message sendFile': { fileSource: 'url', fileUrl: 'https://example.com/invoice.pdf' },
};

/** Parameters with which an operation runs: all required fields and those in its path. */
export function sampleParameters(resource: Resource, operation: Operation): INodeParameters {
	const needed = operation.fields.filter(({ required, to }) => required === true || to === 'path');
	return {
		resource: resource.value,
		operation: operation.value,
		...Object.fromEntries(needed.map((field) => [field.name, sampleValue(field)])),
		...WITHOUT_BINARY[`${resource.value} ${operation.value}`],
	} as INodeParameters;
}
