import type { IExecuteFunctions } from 'n8n-workflow';

import { numberOption } from '../numberOption';
import type { Field } from './spec';

/** Settings of an execution. In n8n's Settings tab: few people need them, and each form would show them. */
export const requestOptions: Field<'requestOptions'> = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'collection',
	isNodeSetting: true,
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

/** Reads the options, which count for the whole execution: those of its first item. */
export function readRequestOptions(execution: IExecuteFunctions): ExecutionOptions {
	const values = execution.getNodeParameter('requestOptions', 0, {}) as object;
	const whole = (name: string) =>
		Math.floor(numberOption(requestOptions.options ?? [], values, name));
	return { atOnce: whole('itemsAtOnce'), budget: whole('dailyBudget') };
}
