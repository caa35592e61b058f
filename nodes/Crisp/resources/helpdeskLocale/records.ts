import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';
import { locale } from '../helpdesk/fields';

const needs: Needs = { tiers: ['website', 'plugin', 'user'] };

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many helpdesk locales',
	description:
		'List the languages of the helpdesk with their addresses and how many articles they have',
	sdk: 'website.listHelpdeskLocales',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/locales/{page}' },
	pages: 'pathNumber',
	output: 'items',
	needs,
	fields: [],
});

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get helpdesk locale',
	description: 'Read the address of one language of the helpdesk and how many articles it has',
	sdk: 'website.resolveHelpdeskLocale',
	request: { method: 'GET', path: '/website/{websiteId}/helpdesk/locale/{locale}' },
	output: 'item',
	needs,
	fields: [locale],
});

export const create = defineOperation({
	name: 'Create',
	value: 'create',
	action: 'Create helpdesk locale',
	description: 'Add a language to the helpdesk',
	sdk: 'website.addHelpdeskLocale',
	request: { method: 'POST', path: '/website/{websiteId}/helpdesk/locale' },
	output: 'success',
	needs,
	fields: [
		{
			displayName: 'Locale Code',
			name: 'localeCode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. fr',
			description: 'Code of the language to add',
			to: 'body.locale',
		},
	],
});

export const checkExists = defineOperation({
	name: 'Check If Exists',
	value: 'checkExists',
	action: 'Check if helpdesk locale exists',
	description: 'Find out whether the helpdesk has a language',
	sdk: 'website.checkHelpdeskLocaleExists',
	request: { method: 'HEAD', path: '/website/{websiteId}/helpdesk/locale/{locale}' },
	output: 'exists',
	needs,
	fields: [locale],
});

export const remove = defineOperation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete helpdesk locale',
	description:
		'Remove a language from the helpdesk with all its articles for good. This cannot be undone.',
	sdk: 'website.deleteHelpdeskLocale',
	request: { method: 'DELETE', path: '/website/{websiteId}/helpdesk/locale/{locale}' },
	output: 'deleted',
	needs,
	fields: [locale],
});
