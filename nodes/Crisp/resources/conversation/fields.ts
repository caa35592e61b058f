import type { Field } from '../../engine/spec';
import { additionalProperties, valueRows } from '../common';
import { inboxId, userId } from '../locators';

/** In whose name something happens, as the conversation's timeline shows it. */
export const actorFields: Field<'additionalFields'> = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			...userId,
			displayName: 'Operator',
			name: 'actingUserId',
			required: false,
			description: 'The operator who does it',
			to: 'body.user.user_id',
		},
		{
			displayName: 'Origin',
			name: 'origin',
			type: 'string',
			default: '',
			placeholder: 'e.g. chat',
			description: "Where it comes from: 'chat', 'email' or the URN of a connector",
			to: 'body.origin',
		},
		{
			displayName: 'User Avatar URL',
			name: 'userAvatar',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/bot.png',
			description: 'Picture of whoever does it',
			to: 'body.user.avatar',
		},
		{
			displayName: 'User Nickname',
			name: 'userNickname',
			type: 'string',
			default: '',
			placeholder: 'e.g. Acme Bot',
			description: 'Name of whoever does it',
			to: 'body.user.nickname',
		},
		{
			displayName: 'User Type',
			name: 'userType',
			type: 'options',
			options: [
				{ name: 'Participant', value: 'participant' },
				{ name: 'Workspace', value: 'website' },
			],
			default: 'participant',
			description: 'Whether a participant such as a bot or the workspace as a whole does it',
			to: 'body.user.type',
		},
		additionalProperties,
	],
};

/** Custom data of conversations; also what the batch variant sends. */
export const customData: Field<'data'> = {
	displayName: 'Custom Data',
	name: 'data',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Value',
	default: {},
	description:
		'Values kept with the conversation. Send all that are to stay: Crisp may replace the former ones.',
	options: valueRows,
	as: 'map',
	to: 'body.data',
};

/** Crisp's `null` for nobody has a choice of its own. */
export const operatorOrNobody: Field<'assignTo'> = {
	displayName: 'Assign To',
	name: 'assignTo',
	type: 'options',
	options: [
		{ name: 'Nobody', value: 'nobody', description: 'Remove the present assignment' },
		{ name: 'Operator', value: 'operator', description: 'One operator takes care of it' },
	],
	default: 'operator',
	description: 'Who is to take care of it',
	to: 'input',
};

/** Shown unless nobody is meant: an unknown choice, as an expression may give, then asks for someone. */
export const assignee: Field<'userId'> = {
	...userId,
	description: 'The operator who takes care of it',
	displayOptions: { hide: { assignTo: ['nobody'] } },
	to: 'body.assigned.user_id',
};

/** Crisp's `null` for the main inbox has a choice of its own. */
export const inboxOrMain: Field<'moveTo'> = {
	displayName: 'Move To',
	name: 'moveTo',
	type: 'options',
	options: [
		{ name: 'Inbox', value: 'inbox', description: 'One of the inboxes of the workspace' },
		{ name: 'Main Inbox', value: 'main', description: 'Where conversations are without an inbox' },
	],
	default: 'inbox',
	description: 'Where to move it',
	to: 'input',
};

/** Shown unless the main inbox is meant, as `assignee` is. */
export const inboxToMoveTo: Field<'inboxId'> = {
	...inboxId,
	description: 'The inbox to move it to',
	displayOptions: { hide: { moveTo: ['main'] } },
	to: 'body.inbox_id',
};

/** Whether a visitor is heard. */
export const blocked: Field<'blocked'> = {
	displayName: 'Blocked',
	name: 'blocked',
	type: 'boolean',
	default: true,
	description: 'Whether to refuse messages from the visitor',
	to: 'body.blocked',
};

/** What a conversation is reported as. The README of the official client shows `spam` only. */
export const flag: Field<'flag'> = {
	displayName: 'Flag',
	name: 'flag',
	type: 'string',
	required: true,
	default: 'spam',
	placeholder: 'e.g. spam',
	description: "What to report it as; 'spam' is known to exist",
	to: 'body.flag',
};
