import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeTypeDescription,
} from 'n8n-workflow';

import { Parameters } from '../../nodes/Crisp/engine/parameters';
import { credential, executeNode } from '../support/n8n';

const description = {
	displayName: 'Reader',
	name: 'reader',
	properties: [
		{ displayName: 'Text', name: 'text', type: 'string', default: '' },
		{
			displayName: 'Choice',
			name: 'choice',
			type: 'resourceLocator',
			default: { mode: 'id', value: '' },
			modes: [
				{
					displayName: 'Link',
					name: 'url',
					type: 'string',
					extractValue: { type: 'regex', regex: 'at/(\\w+)' },
				},
				{ displayName: 'ID', name: 'id', type: 'string' },
			],
		},
		{
			displayName: 'More',
			name: 'more',
			type: 'collection',
			default: {},
			options: [{ displayName: 'Word', name: 'word', type: 'string', default: '' }],
		},
	],
} as unknown as INodeTypeDescription;

/** Reads in n8n-core's own context, and counts how often n8n was asked. */
async function inNode<T>(
	parameters: INodeParameters,
	use: (parameters: Parameters, asked: jest.SpyInstance) => T,
): Promise<T> {
	let result: T | undefined;
	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		result = use(new Parameters(this), jest.spyOn(this, 'getNodeParameter'));
		return [[]];
	}
	const items = ['a', 'b', 'c'].map((name) => ({ json: { name } }));
	await executeNode(
		{ description, execute },
		{ parameters, credential: credential('http://127.0.0.1:9'), items },
	);
	return result as T;
}

const readAll = (parameters: Parameters, name: string, extractValue = false) =>
	[0, 1, 2].map((item) => parameters.get(name, item, 'none', extractValue));

describe('the parameters of an execution', () => {
	it('are read once where no expression decides', async () => {
		await inNode({ text: 'a=b' }, (parameters, asked) => {
			expect(readAll(parameters, 'text')).toEqual(['a=b', 'a=b', 'a=b']);
			expect(asked).toHaveBeenCalledTimes(1);
		});
	});

	it('are read for each item where one does', async () => {
		await inNode({ text: '={{ $json.name }}!' }, (parameters) => {
			expect(readAll(parameters, 'text')).toEqual(['a!', 'b!', 'c!']);
		});
	});

	it('keep to the item where an expression gives the same at first', async () => {
		await inNode({ text: '={{ $json.name === "c" ? "other" : "same" }}' }, (parameters) => {
			expect(readAll(parameters, 'text')).toEqual(['same', 'same', 'other']);
		});
	});

	it('of a locator count as its value, with the pattern of its mode', async () => {
		const link = { __rl: true, mode: 'url', value: 'https://at/home' };
		await inNode({ choice: link }, (parameters, asked) => {
			expect(readAll(parameters, 'choice', true)).toEqual(['home', 'home', 'home']);
			expect(asked).toHaveBeenCalledTimes(1);
		});
		const perItem = { __rl: true, mode: 'id', value: '={{ $json.name }}' };
		await inNode({ choice: perItem }, (parameters) => {
			expect(readAll(parameters, 'choice', true)).toEqual(['a', 'b', 'c']);
		});
	});

	it('that are objects belong to each item alone', async () => {
		await inNode({ more: { word: 'one' } }, (parameters) => {
			const first = parameters.get('more', 0) as { word: string };
			first.word = 'another';
			expect(parameters.get('more', 1)).toEqual({ word: 'one' });
		});
	});

	it('that the node does not have fall back', async () => {
		await inNode({}, (parameters) => {
			expect(readAll(parameters, 'missing')).toEqual(['none', 'none', 'none']);
			expect(() => parameters.get('missing too', 0)).toThrow('missing too');
		});
	});
});
