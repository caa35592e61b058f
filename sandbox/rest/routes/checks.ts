import { isObject, type JsonObject } from '../../json';
import type { Website } from '../../model';
import type { World } from '../../world';
import { guessed, invalidData } from '../envelope';
import type { Schema } from '../validate';

/** Custom data, as far as it can be said without knowing the guesses. */
export const CUSTOM_DATA: Schema = {
	type: 'object',
	values: { type: ['string', 'number', 'boolean', 'object'] },
};

/** @throws Refusal for an object in custom data, where those are refused */
export function checkCustomData({ guesses }: World, data: JsonObject | undefined): void {
	if (guesses.objectData === 'accepted') return;
	for (const [name, value] of Object.entries(data ?? {})) {
		if (isObject(value)) throw invalidData(`data.data.${name} should be string,number,boolean`);
	}
}

/** @throws Refusal for somebody who is no operator of the website */
export function checkOperator({ guesses }: World, website: Website, userId: string): void {
	if (website.operators.has(userId) || guesses.unknownOperator === 'accepted') return;
	throw guessed('unknownOperator', {
		message: 'data.assigned.user_id should be an operator of the website',
	});
}

/** @throws Refusal for what is no inbox of the website */
export function checkInbox({ guesses }: World, website: Website, inboxId: string): void {
	if (website.inboxes.has(inboxId) || guesses.unknownInbox === 'accepted') return;
	throw guessed('unknownInbox');
}
