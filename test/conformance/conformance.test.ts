import { fieldsOf, groupsOf } from '../../nodes/Crisp/engine/convert';
import { sdkMethods, type Field } from '../../nodes/Crisp/engine/spec';
import { allResources } from '../support/nodes';
import { NOW, type AnyCase, type Case, type DocumentedCase } from './case';
import { cases } from './cases';
import methods from './methods.json';
import { runCase } from './run';

const operations = allResources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		title: `${resource.value}: ${operation.value}`,
		operation,
	})),
);

const titleOf = ({ resource, operation }: AnyCase) => `${resource}: ${operation}`;

const clientCases = cases.filter((one): one is Case => 'sdk' in one);
const documentedCases = cases.filter((one): one is DocumentedCase => 'sent' in one);

beforeAll(() => {
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterAll(() => jest.restoreAllMocks());

describe('every request is the one that the official client sends', () => {
	test.each(clientCases.map((one) => [`${one.sdk} = ${titleOf(one)}`, one] as const))(
		'%s',
		async (_title, one) => {
			const { node, client } = await runCase(one);
			expect(client).toHaveLength(1);
			expect({ ...node.at(one.request ?? -1), ...one.difference?.client }).toEqual(client[0]);
		},
	);
});

describe('where the official client cannot do it, the request is the documented one', () => {
	test.each(documentedCases.map((one) => [`${titleOf(one)}, by ${one.source}`, one] as const))(
		'%s',
		async (_title, one) => {
			const { node } = await runCase(one);
			expect(node.at(one.request ?? -1)).toEqual(one.sent);
		},
	);
});

/** A field and all that are inside it. */
const withInner = (field: Field): Field[] => [
	field,
	...[...fieldsOf(field), ...groupsOf(field).flatMap(({ values }) => values)].flatMap(withInner),
];

/** All keys of an object and of what is inside it. */
const keysIn = (value: unknown): string[] =>
	typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
		: [];

describe('the table of cases', () => {
	test('has a case for each method that a record names', () => {
		const named = operations.flatMap(({ title, operation }) =>
			sdkMethods(operation).map((sdk) => `${sdk} = ${title}`),
		);
		const tested = new Set(clientCases.map((one) => `${one.sdk} = ${titleOf(one)}`));
		expect(named.filter((name) => !tested.has(name))).toEqual([]);
	});

	test('has a documented case for each operation that the official client lacks', () => {
		const lacked = operations.filter(({ operation }) => sdkMethods(operation).length === 0);
		const tested = new Set(documentedCases.map(titleOf));
		expect(lacked.map(({ title }) => title).filter((title) => !tested.has(title))).toEqual([]);
	});

	// Operations that share a field have it from the same place, so one of them proves it.
	test('gives each field that is sent a value', () => {
		const places = new Map<Field, string>();
		const proven = new Set<Field>();
		for (const { title, operation } of operations) {
			const given = cases.filter((one) => titleOf(one) === title);
			const keys = new Set(given.flatMap(({ parameters }) => keysIn(parameters)));
			for (const field of operation.fields.flatMap(withInner)) {
				// Nobody can change the value of a hidden one.
				if (field.to === undefined || field.to === 'input' || field.type === 'hidden') continue;
				places.set(field, `${title} ${field.name}`);
				if (keys.has(field.name)) proven.add(field);
			}
		}
		const missing = [...places].filter(([field]) => !proven.has(field)).map(([, place]) => place);
		expect(missing).toEqual([]);
	});

	test('reaches every method of the official client', () => {
		const tested = new Set(clientCases.map(({ sdk }) => sdk));
		expect(methods.map(({ sdk }) => sdk).filter((sdk) => !tested.has(sdk))).toEqual([]);
		expect(methods).toHaveLength(229);
	});

	test('names only methods that the official client has', () => {
		const known = new Set(methods.map(({ sdk }) => sdk));
		expect(clientCases.map(({ sdk }) => sdk).filter((sdk) => !known.has(sdk))).toEqual([]);
	});
});
