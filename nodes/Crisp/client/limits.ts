import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { numberOption } from '../numberOption';

/** How much the nodes may ask of Crisp with a token. */
export interface Limits {
	/** Items that a node works on at the same time. */
	itemsAtOnce: number;
	/** Requests a day; 0 for no budget. */
	dailyBudget: number;
}

const numbers: INodeProperties[] = [
	{
		displayName: 'Items at Once',
		name: 'itemsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50 },
		default: 5,
		hint: 'How many items a node works on at the same time. Items that write to the same conversation or contact always go one after another.',
	},
	{
		displayName: 'Daily Request Budget',
		name: 'dailyBudget',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		hint: 'Requests a day (UTC) for this token, counted by this n8n process since its start. Near its end the action nodes slow down, then send nothing. Triggers count, but go on. 0 for no budget.',
	},
];

/**
 * Fields of the credential. Crisp limits tokens, not nodes; and in a node, even n8n's Settings tab makes
 * each opening slower, as n8n draws it along with the form.
 */
export const limitProperties: INodeProperties[] = [
	{
		displayName: 'Set Request Limits',
		name: 'setLimits',
		type: 'boolean',
		default: false,
		description:
			'Whether to choose how many items a node works on at once, and how many requests a day it may send',
	},
	...numbers.map((property) => ({ ...property, displayOptions: { show: { setLimits: [true] } } })),
];

/** The limits that a decrypted `crispApi` credential sets, in range; the usual ones where it sets none. */
export function readLimits(credential: ICredentialDataDecryptedObject): Limits {
	const values = credential.setLimits === true ? credential : {};
	const whole = (name: keyof Limits) => Math.floor(numberOption(numbers, values, name));
	return { itemsAtOnce: whole('itemsAtOnce'), dailyBudget: whole('dailyBudget') };
}
