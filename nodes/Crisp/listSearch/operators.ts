import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { searchPages } from './page';

function toItem({ details }: IDataObject): INodeListSearchItems {
	const { user_id: id, first_name: first, last_name: last, email } = (details ?? {}) as IDataObject;
	const name = [first, last].filter((part) => typeof part === 'string' && part !== '').join(' ');
	const parts = [name, email].filter((part) => typeof part === 'string' && part !== '');
	return { name: parts.join(' · ') || String(id), value: String(id) };
}

/** Operators of the workspace. Crisp gives them all at once and cannot search among them. */
export async function searchOperators(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searchPages(this, { path: '/website/{websiteId}/operators/list', toItem }, filter);
}
