import { sdkMethods } from '../../nodes/Crisp/engine/spec';
import { allResources } from '../support/nodes';
import { NOW } from './case';
import { cases } from './cases';
import methods from './methods.json';
import { runCase } from './run';

const operations = allResources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource: resource.value, operation })),
);

describe('every request is the one that the official client sends', () => {
	beforeAll(() => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
	});
	afterAll(() => jest.restoreAllMocks());

	test.each(cases.map((one) => [`${one.sdk} = ${one.resource}: ${one.operation}`, one] as const))(
		'%s',
		async (_title, one) => {
			const { node, client } = await runCase(one);
			expect(client).toHaveLength(1);
			expect({ ...node.at(one.request ?? -1), ...one.difference?.client }).toEqual(client[0]);
		},
	);
});

describe('the table of cases', () => {
	test('has a case for each method that a record names', () => {
		const named = operations.flatMap(({ resource, operation }) =>
			sdkMethods(operation).map((sdk) => `${sdk} = ${resource}: ${operation.value}`),
		);
		const tested = new Set(
			cases.map(({ sdk, resource, operation }) => `${sdk} = ${resource}: ${operation}`),
		);
		expect(named.filter((name) => !tested.has(name))).toEqual([]);
	});

	test('reaches every method of the official client', () => {
		const tested = new Set(cases.map(({ sdk }) => sdk));
		expect(methods.map(({ sdk }) => sdk).filter((sdk) => !tested.has(sdk))).toEqual([]);
		expect(methods).toHaveLength(229);
	});

	test('names only methods that the official client has', () => {
		const known = new Set(methods.map(({ sdk }) => sdk));
		expect(cases.map(({ sdk }) => sdk).filter((sdk) => !known.has(sdk))).toEqual([]);
	});
});
