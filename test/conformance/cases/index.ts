import type { Case } from '../case';
import { campaign } from './campaign';
import { contact } from './contact';
import { conversation } from './conversation';
import { message } from './message';
import { operator } from './operator';
import { website } from './website';

export const cases: Case[] = [
	...message,
	...conversation,
	...contact,
	...campaign,
	...operator,
	...website,
];
