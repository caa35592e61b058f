import {
	NodeOperationError,
	type IDataObject,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { listPath, searchPages } from './page';

/** The page sizes of the helpdesk's lists are not documented: there may be more until a page is empty. */
const pageSize = 1;

/** The languages of the helpdesk, by their codes. */
export async function searchHelpdeskLocales(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		{
			path: '/website/{websiteId}/helpdesk/locales/{page}',
			pageSize,
			toItem: ({ locale, url }) => ({ name: String(locale), value: String(locale), ...link(url) }),
		},
		filter,
		paginationToken,
	);
}

const link = (url: unknown): { url?: string } => (typeof url === 'string' ? { url } : {});

/** A choice that has been made above in the node. */
function chosen(context: ILoadOptionsFunctions, name: string, label: string): string {
	const value = context.getCurrentNodeParameter(name, { extractValue: true });
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw new NodeOperationError(context.getNode(), `Choose '${label}' first`, {
		description: 'The list depends on it. Where it is an expression, enter the value here by hand.',
	});
}

/** Published pages of the chosen locale and content type. Crisp cannot search among them. */
async function pages(
	context: ILoadOptionsFunctions,
	toItem: (entry: IDataObject) => INodeListSearchItems,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const below = listPath(context, '/helpdesk/page/list/{locale}/{contentType}', {
		locale: chosen(context, 'locale', 'Locale'),
		contentType: chosen(context, 'contentType', 'Content Type'),
	});
	const path = `/website/{websiteId}${below}/{page}`;
	return await searchPages(context, { path, pageSize, toItem }, filter, paginationToken);
}

/** Published articles (or guides, news, references) of the chosen locale, by their tree path. */
export async function searchHelpdeskArticles(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const toItem = ({ title, tree_path: path, url }: IDataObject) => ({
		name: [title, path].filter((text) => typeof text === 'string' && text !== '').join(' · '),
		value: String(path),
		...link(url),
	});
	return await pages(this, toItem, filter, paginationToken);
}

/** The same pages by the ID that stays when they move. */
export async function searchHelpdeskPages(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const toItem = ({ title, entity_id: id, url }: IDataObject) => ({
		name: String(title ?? id),
		value: String(id),
		...link(url),
	});
	return await pages(this, toItem, filter, paginationToken);
}

/** Redirections as "from → to". Crisp cannot search among them. */
export async function searchHelpdeskRedirections(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		{
			path: '/website/{websiteId}/helpdesk/redirections/{page}',
			pageSize,
			toItem: ({ path, target, redirection_id: id }) => ({
				name: `${String(path)} → ${String(target)}`,
				value: String(id),
			}),
		},
		filter,
		paginationToken,
	);
}

/** Changes of the content by message and author. Crisp cannot search in these. */
export async function searchHelpdeskChanges(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(
		this,
		{
			path: '/website/{websiteId}/helpdesk/history/changes/{page}',
			pageSize,
			toItem: ({ change_id: id, message, author }) => {
				const { name } = (author ?? {}) as IDataObject;
				const parts = [message, name].filter((part) => typeof part === 'string' && part !== '');
				return { name: parts.join(' · ') || String(id), value: String(id) };
			},
		},
		filter,
		paginationToken,
	);
}
