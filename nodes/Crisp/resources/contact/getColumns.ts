import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { listPage } from '../../listSearch/page';
import { makeColumns } from './columns';
import { DATA_KEYS_PATH, readDataKeys } from './dataKeys';

/**
 * The columns to map to a contact, for the editor. It asks for those of a new node before it has given
 * the node its credential, and would show an error in place of the form: then the columns of custom data
 * are left open, and it offers to refresh them when the node is opened the next time.
 *
 * @throws as `listPage`; an editor without columns would look like a website without contacts
 */
export async function getContactColumns(
	context: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	if (context.getNode().credentials?.crispApi === undefined) return { fields: makeColumns() };
	const toItem = ({ key }: { key?: unknown }) => ({ name: String(key), value: String(key) });
	const readPage = async (page: number) => {
		const { results } = await listPage(context, { path: DATA_KEYS_PATH, toItem }, String(page));
		return results.map(({ name }) => name);
	};
	return { fields: makeColumns(await readDataKeys(readPage)) };
}
