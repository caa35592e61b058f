import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { settingsFields } from './fields';

/** Routes that were labelled for user tokens only. */
const userOnly: Needs = { tiers: ['user'] };

const settings = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:settings ${access}`,
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get workspace',
	description: 'Read name, domain and logo of the workspace',
	sdk: 'website.getWebsite',
	request: { method: 'GET', path: '/website/{websiteId}' },
	output: 'item',
	needs: { tiers: ['website', 'plugin', 'user'] },
	fields: [],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if workspace exists',
	description: 'Find out whether a domain is taken by a workspace of Crisp, before you create one',
	sdk: 'website.checkWebsiteExists',
	request: { method: 'HEAD', path: '/website' },
	output: 'exists',
	needs: { tiers: ['website', 'plugin', 'user'] },
	fields: [
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acme-inc.com',
			description: 'The domain to look for',
			to: 'query.domain',
		},
	],
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create workspace',
	description: 'Create a workspace and get its ID',
	sdk: 'website.createWebsite',
	request: { method: 'POST', path: '/website' },
	output: 'success',
	needs: userOnly,
	advice: [
		{
			status: 423,
			reason: 'quota_limit_exceeded',
			message: 'Crisp allows this account no further workspace',
			description: 'Delete a workspace that is no longer needed, or ask Crisp to raise the limit.',
		},
	],
	fields: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Acme, Inc.',
			description: 'Name of the workspace, as operators and visitors see it',
			to: 'body.name',
		},
		{
			displayName: 'Domain',
			name: 'domain',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. acme-inc.com',
			description: 'Domain of the workspace; Crisp takes each domain once',
			to: 'body.domain',
		},
	],
});

/** `verify` is an object since October 2024 (Crisp's platform changes of 2024). */
export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete workspace',
	description:
		"Delete a workspace with all its conversations, contacts and settings for good. Never use this without being told to. 'Abort Deletion' can stop the deletion while it is pending.",
	sdk: 'website.deleteWebsite',
	request: { method: 'DELETE', path: '/website/{websiteId}' },
	output: 'deleted',
	needs: userOnly,
	advice: [
		{
			reason: 'password_unverified',
			message: "Crisp does not accept the 'Password'",
			description: 'Enter the password of the account that the user token belongs to.',
		},
		{
			reason: 'website_member_role_not_allowed',
			message: 'Only an owner of the workspace may delete it',
			description: 'Use the user token of an owner of the workspace.',
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
			description: 'Password of the owner of the workspace, who confirms the deletion with it',
			to: 'body.verify.secret',
		},
	],
});

export const abortDeletion = defineOperation({
	name: 'Abort Deletion',
	value: 'abortDeletion',
	action: 'Abort deletion of workspace',
	description: 'Stop the pending deletion of a workspace',
	sdk: 'website.abortWebsiteDeletion',
	request: { method: 'DELETE', path: '/website/{websiteId}/expunge' },
	output: 'success',
	needs: userOnly,
	fields: [],
});

export const getSettings = defineOperation({
	name: 'Get Settings',
	value: 'getSettings',
	action: 'Get settings of workspace',
	description: 'Read the settings of inbox, emails and chatbox, and the ways to make contact',
	sdk: 'website.getWebsiteSettings',
	request: { method: 'GET', path: '/website/{websiteId}/settings' },
	output: 'item',
	needs: settings('read'),
	fields: [],
});

export const updateSettings = defineOperation({
	name: 'Update Settings',
	value: 'updateSettings',
	action: 'Update settings of workspace',
	description:
		'Change some settings of the workspace, its chatbox, inbox or emails, and leave the others as they are',
	sdk: 'website.updateWebsiteSettings',
	request: { method: 'PATCH', path: '/website/{websiteId}/settings' },
	output: 'success',
	needs: settings('write'),
	fields: [
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: settingsFields,
		},
	],
});

export const getConnectEndpoints = defineOperation({
	name: 'Get Connect Endpoints',
	value: 'getConnectEndpoints',
	action: 'Get connect endpoints of workspace',
	description:
		"Read the addresses of the real-time API for a website token. 'Crisp Trigger' looks them up by itself.",
	sdk: 'website.getConnectEndpoints',
	request: { method: 'GET', path: '/website/{websiteId}/connect/endpoints' },
	output: 'item',
	fields: [],
});
