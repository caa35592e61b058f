import type { Operation, Resource } from '../engine/spec';
import { analytics } from './analytics';
import { apiRequest } from './apiRequest';
import { availability } from './availability';
import { bucket } from './bucket';
import { campaign } from './campaign';
import { campaignTemplate } from './campaignTemplate';
import { contact, contactSuggestion } from './contact';
import {
	conversation,
	conversationBrowsing,
	conversationCall,
	conversationSuggestion,
	conversationVerification,
	conversationWidget,
	spam,
} from './conversation';
import { helpdesk } from './helpdesk';
import { helpdeskArticle } from './helpdeskArticle';
import { helpdeskFeedback } from './helpdeskFeedback';
import { helpdeskHistory } from './helpdeskHistory';
import { helpdeskLocale } from './helpdeskLocale';
import { helpdeskRedirection } from './helpdeskRedirection';
import { inbox } from './inbox';
import { media } from './media';
import { message } from './message';
import { operator } from './operator';
import { plan } from './plan';
import { plugin } from './plugin';
import { team } from './team';
import { verification } from './verification';
import { visitor } from './visitor';
import { website } from './website';

/** A resource of which two nodes have a part each. */
interface Divided {
	everyday: Resource;
	rare: Resource;
}

/**
 * Divides a resource between the nodes Crisp and Crisp Admin. Why what is where: docs/architecture.md.
 *
 * @param rare the operations that nobody looks for every day, by value; the first one is shown first
 */
function divide(resource: Resource, rare: string[]): Divided {
	const isRare = ({ value }: Operation) => rare.includes(value);
	const { operations } = resource;
	return {
		everyday: { ...resource, operations: operations.filter((one) => !isRare(one)) },
		rare: { ...resource, first: rare[0], operations: operations.filter(isRare) },
	};
}

const messages = divide(message, ['getOriginal', 'markAsDelivered']);

const conversations = divide(conversation, [
	'checkExists',
	'assignMany',
	'blockMany',
	'deleteMany',
	'getBlockStatus',
	'getRelations',
	'markManyAsRead',
	'markManyAsUnread',
	'moveManyToInbox',
	'purgeChatbox',
	'replaceParticipants',
	'report',
	'reportMany',
	'requestToolCall',
	'requestTranscript',
	'resolveMany',
	'setOpenState',
	'unresolveMany',
	'updateDataOfMany',
	'updateSegmentsOfMany',
]);

const contacts = divide(contact, [
	'getStatistics',
	'checkExists',
	'deleteMany',
	'export',
	'getCampaigns',
	'import',
	'replace',
	'replaceData',
	'updateDataOfMany',
	'updateSegmentsOfMany',
]);

const campaigns = divide(campaign, ['checkExists', 'replace']);

const operators = divide(operator, [
	'getLastActive',
	'changeMembership',
	'flushLastActive',
	'invite',
	'sendEmail',
	'unlink',
]);

const inboxes = divide(inbox, ['checkExists', 'changeOrder', 'create', 'delete', 'replace']);

/** Resources of the Crisp node, in the order in which n8n lists them and their actions. */
export const resources: Resource[] = [
	messages.everyday,
	conversations.everyday,
	contacts.everyday,
	campaigns.everyday,
	operators.everyday,
	inboxes.everyday,
	availability,
	apiRequest,
];

/** Resources of the Crisp Admin node. */
export const adminResources: Resource[] = [
	// First, so that a new node starts on a read without required fields. The others are in
	// alphabetical order.
	website,
	analytics,
	bucket,
	campaigns.rare,
	campaignTemplate,
	contacts.rare,
	contactSuggestion,
	conversations.rare,
	conversationBrowsing,
	conversationCall,
	conversationSuggestion,
	conversationVerification,
	conversationWidget,
	inboxes.rare,
	media,
	messages.rare,
	operators.rare,
	plan,
	plugin,
	spam,
	team,
	verification,
	visitor,
];

/** Resources of the Crisp Helpdesk node. */
export const helpdeskResources: Resource[] = [
	helpdeskArticle,
	helpdesk,
	helpdeskLocale,
	helpdeskRedirection,
	helpdeskFeedback,
	helpdeskHistory,
];

/** The action nodes and what they are made of. */
export const actionNodes: Array<{ name: string; displayName: string; resources: Resource[] }> = [
	{ name: 'crisp', displayName: 'Crisp', resources },
	{ name: 'crispAdmin', displayName: 'Crisp Admin', resources: adminResources },
	{ name: 'crispHelpdesk', displayName: 'Crisp Helpdesk', resources: helpdeskResources },
];
