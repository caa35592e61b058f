import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { additionalProperties } from '../common';
import { contentType, locale } from './fields';

const userOnly: Needs = { tiers: ['user'] };

export const importExternal = defineOperation({
	name: 'Import',
	value: 'import',
	action: 'Import external helpdesk',
	description: 'Copy the articles of another help center, given by its address, into a locale',
	sdk: 'website.importExternalHelpdeskToLocale',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/helpdesk/import/{locale}/{contentType}',
	},
	output: 'success',
	needs: userOnly,
	fields: [
		locale,
		contentType,
		{
			displayName: 'Helpdesk URL',
			name: 'helpdeskUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://help.acme-inc.com/',
			description: 'Address of the help center to import from',
			to: 'body.helpdesk_url',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Detect Locales',
					name: 'detectLocales',
					type: 'boolean',
					default: true,
					description: 'Whether to look for other languages of the help center as well',
					to: 'body.detect_locales',
				},
				{
					displayName: 'Other Locales',
					name: 'otherLocales',
					type: 'string',
					default: '',
					placeholder: 'e.g. fr, de',
					description: 'Comma-separated list of the codes of more locales to import',
					as: 'list',
					to: 'body.other_locales',
				},
				additionalProperties,
			],
		},
	],
});

export const exportContent = defineOperation({
	name: 'Export',
	value: 'export',
	action: 'Export articles of helpdesk',
	description:
		'Ask Crisp to export the content of a locale. The content is not part of the output.',
	sdk: 'website.exportHelpdeskLocaleArticles',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/helpdesk/export/{locale}/{contentType}',
	},
	output: 'success',
	needs: userOnly,
	fields: [locale, contentType],
});

export const refresh = defineOperation({
	name: 'Refresh Content',
	value: 'refreshContent',
	action: 'Refresh content of helpdesk',
	description:
		'Ask Crisp to build the pages of a locale again when they do not show the latest changes',
	sdk: 'website.requestHelpdeskContentRefresh',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/helpdesk/refresh/{locale}/{contentType}',
	},
	output: 'success',
	fields: [locale, contentType],
});
