import type { INodeProperties } from 'n8n-workflow';

import { otherEvents } from '../events/properties';
import { attachmentOptions } from '../files/attachments';
import { passOnAnswers } from '../waits/properties';

/** How web hooks are received, as opposed to which (see `properties`). */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		...attachmentOptions,
		{
			displayName: 'Max Age',
			name: 'maxAge',
			type: 'number',
			default: 5,
			typeOptions: { minValue: 0 },
			displayOptions: { show: { '/hookType': ['plugin'] } },
			description:
				'How many minutes the timestamp of a signed request may be away from the clock of this machine. Protects from requests that somebody has recorded; not more than 10,000 are taken within that time. 0 allows any age.',
		},
		otherEvents,
		passOnAnswers,
	],
};
