import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../../objects';
import type { Field, OperationContext, Parts } from '../../engine/spec';
import {
	attachmentOptions,
	downloadAttachments,
	readAttachmentSettings,
} from '../../files/attachments';

/** Reading messages with their files. */
export const attachmentReadOptions: Field<'options'> = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: attachmentOptions.map((option): Field => ({ ...option, to: 'input' }) as Field),
};

const contentOf = (message: unknown): unknown => (isObject(message) ? message.content : undefined);

/**
 * Downloads the files of messages, one after the other, where the options say so. Each item gets
 * those of its message; one that stands for all of them, such as a transcript, gets all.
 */
export async function attach(
	items: INodeExecutionData[],
	data: unknown,
	{ input }: Parts,
	{ execution, account }: OperationContext,
): Promise<INodeExecutionData[]> {
	const settings = readAttachmentSettings(input as IDataObject, account.baseUrl);
	if (!settings) return items;
	const signal = execution.getExecutionCancelSignal();
	const contents = [data].flat().map(contentOf);
	const isEach = items.length === contents.length;
	const out: INodeExecutionData[] = [];
	for (const [index, item] of items.entries()) {
		const own = isEach ? [contents[index]] : contents;
		out.push(await downloadAttachments(execution, item, own, { ...settings, signal }));
	}
	return out;
}
