import type { Needs } from '../../client/errors';

/** All campaign routes were labelled for user tokens only. */
export const needs: Needs = {
	tiers: ['user'],
	instead:
		"To write to contacts with the token that you have, use 'Send' of the resource 'Message' with 'Send To' a contact.",
};
