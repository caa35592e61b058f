import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Field, OperationContext, Parts } from '../../engine/spec';
import {
	attachmentOptions,
	downloadAttachments,
	readAttachmentSettings,
} from '../../files/attachments';

/** Reading messages with their files. */
export const readOptions: Field<'options'> = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: attachmentOptions.map((option): Field => ({ ...option, to: 'input' }) as Field),
};

/** Downloads the files of messages, item by item in order, where the options say so. */
export async function attach(
	items: INodeExecutionData[],
	{ input }: Parts,
	{ execution, account }: OperationContext,
): Promise<INodeExecutionData[]> {
	const settings = readAttachmentSettings(input as IDataObject, account.baseUrl);
	if (!settings) return items;
	const signal = execution.getExecutionCancelSignal();
	const out: INodeExecutionData[] = [];
	for (const item of items) {
		const contents = [item.json.content];
		out.push(await downloadAttachments(execution, item, contents, { ...settings, signal }));
	}
	return out;
}
