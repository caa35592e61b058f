/**
 * The output schemas that n8n's editor shows before a node has run: one JSON schema per operation.
 *
 * `answers.json` beside this file holds the shape of Crisp's answers by method of the official
 * client, as far as its types and the official Go client tell: types by name (`string|null`),
 * a list with one entry for lists, with several for alternatives, `<key>` for free names.
 */
import { idsOf } from '../nodes/Crisp/engine/output';
import { flatName } from '../nodes/Crisp/engine/outputModes';
import { pathNames } from '../nodes/Crisp/client/path';
import { sdkMethods, type Operation } from '../nodes/Crisp/engine/spec';
import { actionNodes } from '../nodes/Crisp/resources';
import answers from './answers.json';
import type { Files } from './generated';

type Schema = {
	type?: string | string[];
	properties?: Record<string, Schema>;
	items?: Schema;
	additionalProperties?: Schema;
};

/** n8n's place for schemas, and a version of the nodes in it. It holds nothing else. */
export const SCHEMAS_FOLDER = 'nodes/Crisp/__schema__/v1.0.0';
const SIMPLE = ['string', 'number', 'boolean', 'null', 'object', 'array'];

/** `string|null` → both types; a quoted literal is a text; what is not known has no type. */
function simpleSchema(text: string): Schema {
	const names = text.split('|').map((name) => (name.startsWith('"') ? 'string' : name.trim()));
	const types = [...new Set(names)];
	if (!types.every((type) => SIMPLE.includes(type))) return {};
	return { type: types.length === 1 ? types[0] : types };
}

function toSchema(shape: unknown): Schema {
	if (typeof shape === 'string') return simpleSchema(shape);
	// Several entries are alternatives, such as the contents of a message.
	if (Array.isArray(shape) && shape.length > 1) return {};
	if (Array.isArray(shape)) return { type: 'array', items: toSchema(shape[0] ?? 'any') };
	const entries = Object.entries(shape as Record<string, unknown>);
	const [free] = entries.filter(([name]) => name.startsWith('<'));
	if (free) return { type: 'object', additionalProperties: toSchema(free[1]) };
	return {
		type: 'object',
		properties: Object.fromEntries(entries.map(([name, inner]) => [name, toSchema(inner)])),
	};
}

/** Shape of what Crisp answers, where all methods of the operation answer alike. */
function answerOf(operation: Operation): unknown {
	const [first, ...others] = sdkMethods(operation).map(
		(sdk) => (answers as Record<string, unknown>)[sdk],
	);
	const same = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
	return same ? first : undefined;
}

/** Ids that an operation returns, all of them texts; with a `run` those that it asks for. */
function idSchemas({ request, run, fields }: Operation): Record<string, Schema> {
	const asked = fields.filter(({ to }) => to === 'path').map(({ name }) => name);
	const names = pathNames(request.path)
		.filter((name) => name !== 'page')
		.filter((name) => run === undefined || name === 'websiteId' || asked.includes(name));
	const ids = idsOf(Object.fromEntries(names.map((name) => [name, ''])));
	return Object.fromEntries(Object.keys(ids).map((name) => [name, { type: 'string' }]));
}

/** The part of an item's schema that the simplified output shows, which is the default. */
function simplified(item: Schema, paths: string[]): Schema {
	const at = (path: string): Schema | undefined =>
		path.split('.').reduce<Schema | undefined>((schema, key) => schema?.properties?.[key], item);
	return {
		type: 'object',
		properties: Object.fromEntries(
			paths.flatMap((path) => {
				const schema = at(path);
				return schema ? [[flatName(path), schema]] : [];
			}),
		),
	};
}

/** Schema of one output item; `undefined` where too little is known to help. */
function schemaOf(operation: Operation): Schema | undefined {
	const flag = (name: string, more: Record<string, Schema> = {}): Schema => ({
		type: 'object',
		properties: { [name]: { type: 'boolean' }, ...idSchemas(operation), ...more },
	});
	const answer = answerOf(operation);
	const known = answer === undefined ? undefined : toSchema(answer);
	switch (operation.output) {
		case 'exists':
			return flag('exists');
		case 'deleted':
			return flag('deleted');
		case 'success':
			return flag('success', known?.properties);
		default: {
			// What a hook makes of the answer is its own matter.
			if (operation.finish || operation.run) return undefined;
			const item = known?.type === 'array' ? known.items : known;
			if (item?.type !== 'object') return undefined;
			return operation.simplify ? simplified(item, operation.simplify) : item;
		}
	}
}

/** The schema of every operation of which enough is known. */
export function outputSchemas(): Files {
	const files: Files = {};
	for (const { value: resource, operations } of actionNodes.flatMap(({ resources }) => resources)) {
		for (const operation of operations) {
			const schema = schemaOf(operation);
			if (!schema) continue;
			files[`${SCHEMAS_FOLDER}/${resource}/${operation.value}.json`] =
				`${JSON.stringify({ ...schema, version: 1 })}\n`;
		}
	}
	return files;
}
