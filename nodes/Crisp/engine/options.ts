import type { IExecuteFunctions } from 'n8n-workflow';

import type { Field } from './spec';

/** `usual` is the default of the field; n8n's lint rules want to read it there as a number. */
const AT_ONCE = { usual: 5, most: 50 };

/** Settings of an execution, shown with every operation. */
export const requestOptions: Field<'requestOptions'> = {
	displayName: 'Options',
	name: 'requestOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Daily Request Budget',
			name: 'dailyBudget',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'Requests a day (UTC) that this token may spend, counted by this n8n process since its start: the last fifth is sent slowly, and nothing beyond. 0 for no budget.',
		},
		{
			displayName: 'Items at Once',
			name: 'itemsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50 },
			default: 5,
			description:
				'How many items to work on at the same time. Items that write to the same conversation or contact always go one after another.',
		},
	],
};

/** The options of an execution, in range. */
export interface ExecutionOptions {
	atOnce: number;
	/** Requests a day; 0 for no budget. */
	budget: number;
}

const whole = (value: unknown, usual: number): number => {
	const number = Math.floor(Number(value ?? usual));
	return Number.isFinite(number) ? number : usual;
};

/** Reads the options, which count for the whole execution: those of its first item. */
export function readOptions(execution: IExecuteFunctions): ExecutionOptions {
	const given = execution.getNodeParameter('requestOptions', 0, {}) as Record<string, unknown>;
	return {
		atOnce: Math.min(Math.max(whole(given.itemsAtOnce, AT_ONCE.usual), 1), AT_ONCE.most),
		budget: Math.max(whole(given.dailyBudget, 0), 0),
	};
}
