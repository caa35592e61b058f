import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { numberOption } from '../numberOption';

/** How much the action nodes may ask of Crisp with a token. */
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
		hint: 'How many items a Crisp, Crisp Admin or Crisp Helpdesk node works on at the same time. Items that write to the same conversation or contact always go one after another.',
	},
	{
		displayName: 'Daily Request Budget',
		name: 'dailyBudget',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		hint: 'Requests a day (UTC) for this token, counted by this n8n process since its start. Crisp, Crisp Admin and Crisp Helpdesk slow down near its end, then send nothing. Requests of the other nodes count, but are not held back. 0 for no budget.',
	},
];

/**
 * Fields of the credential and not of a node: Crisp limits tokens, which nodes share, and a collection in
 * a node makes each opening slower, even in n8n's Settings tab, which is drawn along with the form.
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
