import type { AnyCase } from '../case';
import { analytics } from './analytics';
import { apiRequest } from './apiRequest';
import { availability } from './availability';
import { bucket } from './bucket';
import { campaign } from './campaign';
import { campaignTemplate } from './campaignTemplate';
import { contact } from './contact';
import { contactBatch } from './contactBatch';
import { contactSuggestion } from './contactSuggestion';
import { conversation } from './conversation';
import { conversationBatch } from './conversationBatch';
import { conversationChapters } from './conversationChapters';
import { conversationRouting } from './conversationRouting';
import { handoff } from './handoff';
import { helpdesk } from './helpdesk';
import { helpdeskArticle } from './helpdeskArticle';
import { helpdeskFeedback } from './helpdeskFeedback';
import { helpdeskHistory } from './helpdeskHistory';
import { helpdeskLocale } from './helpdeskLocale';
import { helpdeskRedirection } from './helpdeskRedirection';
import { inbox } from './inbox';
import { media } from './media';
import { merging } from './merging';
import { message } from './message';
import { operator } from './operator';
import { plan } from './plan';
import { plugin } from './plugin';
import { verification } from './verification';
import { team } from './team';
import { visitor } from './visitor';
import { website } from './website';

export const cases: AnyCase[] = [
	...merging,
	...message,
	...conversation,
	...conversationRouting,
	...conversationBatch,
	...conversationChapters,
	...visitor,
	...contact,
	...contactBatch,
	...contactSuggestion,
	...campaign,
	...campaignTemplate,
	...operator,
	...availability,
	...inbox,
	...team,
	...analytics,
	...media,
	...bucket,
	...handoff,
	...helpdesk,
	...helpdeskArticle,
	...helpdeskFeedback,
	...helpdeskHistory,
	...helpdeskLocale,
	...helpdeskRedirection,
	...website,
	...verification,
	...plugin,
	...plan,
	...apiRequest,
];
