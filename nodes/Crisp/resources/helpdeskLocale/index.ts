import type { Resource } from '../../engine/spec';
import * as records from './records';

export const helpdeskLocale: Resource = {
	name: 'Helpdesk Locale',
	value: 'helpdeskLocale',
	operations: Object.values(records),
};
