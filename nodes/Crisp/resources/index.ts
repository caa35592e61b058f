import type { Resource } from '../engine/spec';
import { campaign } from './campaign';
import { contact } from './contact';
import { conversation } from './conversation';
import { custom } from './custom';
import { message } from './message';
import { operator } from './operator';
import { website } from './website';

/** All resources of the Crisp node; the first one is what a new node shows. */
export const resources: Resource[] = [
	message,
	conversation,
	contact,
	campaign,
	operator,
	website,
	custom,
];
