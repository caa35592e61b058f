import type { Field } from '../engine/spec';

/** The conversation that an operation works on. */
export const sessionId: Field<'sessionId'> = {
	displayName: 'Conversation',
	name: 'sessionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The conversation to work on',
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
	to: 'path',
};

/** The contact (Crisp: people) that an operation works on. Crisp takes the e-mail in place of the ID. */
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
