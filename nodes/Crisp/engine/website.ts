import { pathNames } from '../client/path';
import type { Field, Operation } from './spec';

/** The website that every operation below `/website/{websiteId}` works on. */
export const websiteId: Field<'websiteId'> = {
	displayName: 'Workspace',
	name: 'websiteId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		"The workspace to work on (the Crisp API calls it a website). Leave empty for the credential's default.",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: "The credential's default workspace",
			typeOptions: { searchListMethod: 'searchWebsites', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 8c842203-7ed8-4e29-a608-7cf78a7d2fcc',
		},
	],
	to: 'path',
};

/** Whether the operation asks for the website; a parameter that is not shown cannot be read. */
export const usesWebsite = ({ request, run }: Operation): boolean =>
	pathNames(request.path).includes('websiteId') || run !== undefined;
