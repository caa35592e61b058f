import type { Resource } from '../engine/spec';
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

/** All resources of the Crisp node; the first one is what a new node shows. */
export const resources: Resource[] = [
	message,
	conversation,
	conversationBrowsing,
	conversationCall,
	conversationSuggestion,
	conversationVerification,
	conversationWidget,
	spam,
	visitor,
	contact,
	contactSuggestion,
	campaign,
	campaignTemplate,
	operator,
	availability,
	inbox,
	team,
	analytics,
	media,
	bucket,
	website,
	verification,
	plugin,
	plan,
	apiRequest,
];

/** All resources of the Crisp Helpdesk node. Why it is a node of its own: docs/architecture.md. */
export const helpdeskResources: Resource[] = [
	helpdeskArticle,
	helpdesk,
	helpdeskLocale,
	helpdeskRedirection,
	helpdeskFeedback,
	helpdeskHistory,
];
