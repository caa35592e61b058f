import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { userId } from '../locators';

const read: Needs = {
	tiers: ['website', 'plugin', 'user'],
	scope: 'website:operators read',
};

/** Changes to the team were labelled for user tokens only. */
const byUser: Needs = { tiers: ['user'] };

const role: Field<'role'> = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Member', value: 'member', description: 'Answers conversations' },
		{ name: 'Owner', value: 'owner', description: 'May also change the workspace itself' },
	],
	default: 'member',
	description: 'What the operator may do',
	to: 'body.role',
};

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many operators',
	description: 'List the operators of the workspace with name, email, role and availability',
	sdk: 'website.listWebsiteOperators',
	request: { method: 'GET', path: '/website/{websiteId}/operators/list' },
	output: 'items',
	simplify: [
		'details.user_id',
		'details.email',
		'details.first_name',
		'details.last_name',
		'details.role',
		'details.title',
		'details.availability',
		'type',
	],
	needs: read,
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get operator',
	description: 'Read name, email, role, title and availability of one operator',
	sdk: 'website.getWebsiteOperator',
	request: { method: 'GET', path: '/website/{websiteId}/operator/{userId}' },
	output: 'item',
	simplify: ['user_id', 'email', 'first_name', 'last_name', 'role', 'title', 'availability'],
	needs: read,
	fields: [userId],
});

export const getLastActive = defineOperation({
	name: 'Get Last Active',
	value: 'getLastActive',
	action: 'Get last active operators',
	description: 'List the operators who used the app recently, and when',
	sdk: 'website.listLastActiveWebsiteOperators',
	request: { method: 'GET', path: '/website/{websiteId}/operators/active' },
	output: 'items',
	needs: read,
	fields: [],
});

export const flushLastActive = defineOperation({
	name: 'Flush Last Active',
	value: 'flushLastActive',
	action: 'Clear last active operators',
	description:
		'Empty the list of operators who were active recently. It fills up again when operators come back.',
	sdk: 'website.flushLastActiveWebsiteOperators',
	request: { method: 'DELETE', path: '/website/{websiteId}/operators/active' },
	output: 'success',
	needs: byUser,
	fields: [],
});

export const sendEmail = defineOperation({
	name: 'Send Email',
	value: 'sendEmail',
	action: 'Send email to operators',
	description:
		"Have Crisp send an email to operators of the workspace, not to a visitor. To answer a visitor, use 'Send' of the resource 'Message'.",
	sdk: 'website.sendEmailToWebsiteOperators',
	request: { method: 'POST', path: '/website/{websiteId}/operators/email' },
	output: 'success',
	needs: { tiers: ['website', 'plugin', 'user'] },
	fields: [
		{
			displayName: 'Recipient',
			name: 'recipient',
			type: 'string',
			required: true,
			default: 'owners',
			placeholder: 'e.g. owners',
			description: "Crisp's name for who gets the email; 'owners' is known to work",
			to: 'body.recipient',
		},
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Plugin limits reached',
			description: 'Subject of the email',
			to: 'body.subject',
		},
		{
			displayName: 'Message',
			name: 'message',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			description: 'Text of the email',
			to: 'body.message',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Button Label',
					name: 'targetLabel',
					type: 'string',
					default: '',
					placeholder: 'e.g. See my plan',
					description: 'Text of a button in the email',
					to: 'body.target.label',
				},
				{
					displayName: 'Button URL',
					name: 'targetUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/plan',
					description: 'Where the button leads',
					to: 'body.target.url',
				},
				{
					...userId,
					displayName: 'Operator',
					name: 'recipientUserId',
					required: false,
					description: 'The operator who gets the email, where the recipient is a single one',
					to: 'body.user_id',
				},
				additionalProperties,
			],
		},
	],
});

export const invite = defineOperation({
	name: 'Invite',
	value: 'invite',
	action: 'Invite operator to workspace',
	description: 'Ask somebody by email to join the workspace as an operator',
	sdk: 'website.inviteWebsiteOperator',
	request: { method: 'POST', path: '/website/{websiteId}/operator' },
	output: 'success',
	needs: byUser,
	fields: [
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			required: true,
			default: '',
			description: 'Where to send the invitation',
			to: 'body.email',
		},
		role,
		{
			displayName: 'Verification Method',
			name: 'verifyMethod',
			type: 'hidden',
			default: 'password',
			to: 'body.verify.method',
		},
		{
			displayName: 'Account Password',
			name: 'verifySecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Password of the Crisp account whose token this is; Crisp asks for it again before it invites somebody. It is kept in the workflow, so use an expression that reads it from a safe place.',
			to: 'body.verify.secret',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [additionalProperties],
		},
	],
});

export const changeMembership = defineOperation({
	name: 'Change Membership',
	value: 'changeMembership',
	action: 'Change role or title of operator',
	description:
		'Change the role of an operator in the workspace, the title, or both; what is not added stays',
	sdk: 'website.changeOperatorMembership',
	request: { method: 'PATCH', path: '/website/{websiteId}/operator/{userId}' },
	output: 'success',
	needs: byUser,
	fields: [
		userId,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				role,
				{
					displayName: 'Title',
					name: 'title',
					type: 'string',
					default: '',
					placeholder: 'e.g. CTO',
					description: 'Title of the operator, as shown to visitors and colleagues',
					to: 'body.title',
				},
				additionalProperties,
			],
		},
	],
});

export const unlink = defineOperation({
	name: 'Unlink',
	value: 'unlink',
	action: 'Remove operator from workspace',
	description:
		'Remove an operator from the workspace. The operator loses access at once and can only come back by a new invitation. The last operator cannot be unlinked.',
	sdk: 'website.unlinkOperatorFromWebsite',
	request: { method: 'DELETE', path: '/website/{websiteId}/operator/{userId}' },
	output: 'success',
	needs: byUser,
	fields: [userId],
});
