import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readRequestOptions, requestOptions } from '../../nodes/Crisp/engine/requestOptions';
import { testNumberOptions } from '../support/numberOptions';

/** An execution whose node holds these options, if any. */
const execution = (values?: object) =>
	({
		getNodeParameter: (name: string, _index: number, fallback: unknown) =>
			name === 'requestOptions' ? (values ?? fallback) : undefined,
	}) as unknown as IExecuteFunctions;

describe('numbers in the options of an execution', () => {
	testNumberOptions(
		requestOptions.options as INodeProperties[],
		[
			{ name: 'dailyBudget', usual: 0, min: 0, setting: 'budget', whole: true },
			{ name: 'itemsAtOnce', usual: 5, min: 1, max: 50, setting: 'atOnce', whole: true },
		],
		async (values) => readRequestOptions(execution(values)),
	);

	test('have their defaults in a node that was made before there were options', () => {
		expect(readRequestOptions(execution())).toEqual({ atOnce: 5, budget: 0 });
	});
});
