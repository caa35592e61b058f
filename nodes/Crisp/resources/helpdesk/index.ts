import type { Resource } from '../../engine/spec';
import * as content from './content.records';
import * as records from './records';
import * as settings from './settings.records';

export const helpdesk: Resource = {
	name: 'Helpdesk',
	value: 'helpdesk',
	operations: [...Object.values(records), ...Object.values(content), ...Object.values(settings)],
};
