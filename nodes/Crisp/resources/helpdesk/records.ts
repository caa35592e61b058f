import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';

const anyTier: Needs = { tiers: ['website', 'plugin', 'user'] };
const userOnly: Needs = { tiers: ['user'] };

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get helpdesk',
	description: 'Read name and address of the helpdesk',
	sdk: 'website.resolveHelpdesk',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk' },
	output: 'item',
	needs: anyTier,
	fields: [],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if helpdesk exists',
	description: 'Find out whether the workspace has a helpdesk, before you initialize one',
	sdk: 'website.checkHelpdeskExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/helpdesk' },
	output: 'exists',
	needs: anyTier,
	fields: [],
});

export const initialize = defineOperation({
	name: 'Initialize',
	value: 'initialize',
	action: 'Initialize helpdesk',
	description: 'Set up the helpdesk of a workspace that has none yet',
	sdk: 'website.initializeHelpdesk',
	request: { method: 'POST', path: '/website/{websiteId}/helpdesk' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acme Help Center',
			description: 'Name of the helpdesk, as readers see it',
			to: 'body.name',
		},
		{
			displayName: 'Basic Domain',
			name: 'domainBasic',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acme',
			description: "First part of the helpdesk's address, before Crisp's own domain",
			to: 'body.domain_basic',
		},
	],
});

/** `verify` is an object since October 2024 (Crisp's platform changes of 2024). */
export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete helpdesk',
	description:
		'Delete the whole helpdesk with every article in every locale for good. This cannot be undone. Never use this without being told to.',
	sdk: 'website.deleteHelpdesk',
	request: { method: 'DELETE', path: '/website/{websiteId}/helpdesk' },
	output: 'deleted',
	needs: userOnly,
	advice: [
		{
			reason: 'password_unverified',
			message: "Crisp does not accept the 'Password'",
			description: 'Enter the password of the account that the user token belongs to.',
		},
	],
	fields: [
		{
			displayName: 'Verification Method',
			name: 'verifyMethod',
			type: 'hidden',
			default: 'password',
			description: 'How the deletion is confirmed',
			to: 'body.verify.method',
		},
		{
			displayName: 'Password',
			name: 'verifySecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Password of the operator who confirms the deletion with it',
			to: 'body.verify.secret',
		},
	],
});
