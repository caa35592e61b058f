import type { Field } from '../engine/spec';

/** The conversation that an operation works on. */
export const sessionId: Field<'sessionId'> = {
	displayName: 'Conversation',
	name: 'sessionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description:
		"The conversation to work on. An ID without 'session_' in front, as Crisp's own AI gives it, is taken as well.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a conversation...',
			typeOptions: { searchListMethod: 'searchConversations', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. session_36ba3566-9651-4790-afc8-ffedbccc317f',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.crisp.chat/website/8c842203.../inbox/session_36ba3566.../',
			extractValue: { type: 'regex', regex: '/inbox/(session_[0-9a-zA-Z-]+)' },
		},
	],
	as: 'session',
	to: 'path',
};

/** The contact (Crisp: people) that an operation works on. Crisp takes the email in place of the ID. */
export const peopleId: Field<'peopleId'> = {
	displayName: 'Contact',
	name: 'peopleId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The contact to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a contact...',
			typeOptions: { searchListMethod: 'searchContacts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. c5a2f70c-f605-4648-b47f-8c39d4b03a50',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. jane.doe@example.com',
		},
	],
	to: 'path',
};

/** The campaign that an operation works on. */
export const campaignId: Field<'campaignId'> = {
	displayName: 'Campaign',
	name: 'campaignId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The campaign to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a campaign...',
			typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 355d805f-a72f-457e-a3e5-5d01521f3cd8',
		},
	],
	to: 'path',
};

/** The operator that an operation works on. */
export const userId: Field<'userId'> = {
	displayName: 'Operator',
	name: 'userId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The operator to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an operator...',
			typeOptions: { searchListMethod: 'searchOperators', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. a4c32c68-be91-4e29-8a05-976e93abbe3f',
		},
	],
	to: 'path',
};

/** The inbox that an operation works on. */
export const inboxId: Field<'inboxId'> = {
	displayName: 'Inbox',
	name: 'inboxId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The inbox to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an inbox...',
			typeOptions: { searchListMethod: 'searchInboxes', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 1f2d5a0e-9c0b-4c4e-8a53-7f0c7a7d2fcc',
		},
	],
	to: 'path',
};

/** The team that an operation works on. */
export const teamId: Field<'teamId'> = {
	displayName: 'Team',
	name: 'teamId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The team to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a team...',
			typeOptions: { searchListMethod: 'searchTeams', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 5b0e7a34-5a0f-4d0e-bb0f-0c7a7d2fcc11',
		},
	],
	to: 'path',
};
