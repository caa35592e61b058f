import { sdkMethods } from '../../nodes/Crisp/engine/spec';
import { allResources } from '../support/nodes';
import { NOW, type AnyCase, type Case, type DocumentedCase } from './case';
import { cases } from './cases';
import { allFields, givenFields } from './coverage';
import { exceptions, type Exception } from './exceptions';
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
			const sent = node.at(one.request ?? -1);
			expect(sent).toEqual({ ...client[0], ...one.difference?.node });
			if (one.difference) expect(sent).not.toEqual(client[0]);
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

describe('the values of the cases', () => {
	/** Fields of an operation that no case of it gives a value. */
	const missing = operations.flatMap(({ title, operation }) => {
		const given = new Set(
			cases
				.filter((one) => titleOf(one) === title)
				.flatMap(({ parameters }) => givenFields(operation.fields, parameters)),
		);
		return [...allFields(operation.fields)]
			.filter(([name]) => !given.has(name))
			.map(([name, field]) => ({ operation: title, name, field }));
	});
	const isException = (one: (typeof missing)[number], { operation, field }: Exception) =>
		`${one.name}.`.startsWith(`${field}.`) &&
		(operation === undefined || operation === one.operation);

	test('reach every field of every operation, so that a wrong name of one is noticed', () => {
		const unknown = missing.filter((one) => !exceptions.some((other) => isException(one, other)));
		expect(unknown.map(({ operation, name }) => `${operation} ${name}`)).toEqual([]);
	});

	test('leave out only what is not sent, and only as long as they do', () => {
		for (const exception of exceptions) {
			const left = missing.filter((one) => isException(one, exception));
			expect([exception, left.length > 0]).toEqual([exception, true]);
			for (const { field } of left) {
				const isRead = [...allFields([field]).values()].every(
					({ to = 'input', type }) => to === 'input' || type === 'collection',
				);
				expect([exception, isRead]).toEqual([exception, true]);
			}
		}
	});
});

// Its two values cannot tell it from another one, so that two could be mixed up.
test('a switch has the name that it has on the wire', () => {
	const others: Record<string, string> = {
		answerRequired: 'body.content.required',
		subscribed: 'body.email',
	};
	const words = (name: string) =>
		name
			.replace(/[A-Z]/g, ' $&')
			.toLowerCase()
			.match(/[a-z]+/g) ?? [];
	const switches = operations
		.flatMap(({ operation }) => [...allFields(operation.fields).values()])
		.filter(({ type, to }) => type === 'boolean' && to !== undefined && to !== 'input');
	const strange = switches.filter(({ name, to = '' }) => {
		const rest = words(name);
		for (const word of words(to)) if (word === rest[0]) rest.shift();
		return rest.length > 0 && others[name] !== to;
	});
	expect(strange.map(({ name, to }) => `${name} ${to}`)).toEqual([]);
});

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
