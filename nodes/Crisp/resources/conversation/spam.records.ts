import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { userTier } from './needs';

const spamId: Field<'spamId'> = {
	displayName: 'Spam ID',
	name: 'spamId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. b45e7d75-61ab-416c-858b-1919b5fcfd10',
	description: "What was held back, as 'Get Many' returns it",
	to: 'path',
};

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many spam conversations',
	description: 'List the messages that Crisp has held back as spam',
	sdk: 'website.listSpamConversations',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/spams/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs: userTier,
	fields: [],
});

export const getContent = defineOperation({
	name: 'Get Content',
	value: 'getContent',
	action: 'Get content of spam conversation',
	description: 'Read a message that was held back as spam, to decide about it',
	sdk: 'website.resolveSpamConversationContent',
	request: { method: 'GET', path: '/website/{websiteId}/conversations/spam/{spamId}/content' },
	output: 'item',
	needs: userTier,
	fields: [spamId],
});

export const submitDecision = defineOperation({
	name: 'Submit Decision',
	value: 'submitDecision',
	action: 'Submit decision on spam conversation',
	description: 'Decide what happens to a message that was held back as spam',
	sdk: 'website.submitSpamConversationDecision',
	request: { method: 'POST', path: '/website/{websiteId}/conversations/spam/{spamId}/decision' },
	output: 'success',
	needs: userTier,
	fields: [
		spamId,
		{
			displayName: 'Decision',
			name: 'decision',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. reject',
			description: "What to do with it; 'reject' is known to exist",
			to: 'body.action',
		},
	],
});
