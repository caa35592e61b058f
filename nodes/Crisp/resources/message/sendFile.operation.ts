import { NodeOperationError, type IDataObject } from 'n8n-workflow';

import { isObject } from '../../objects';
import type { OperationContext, Parts } from '../../engine/spec';
import { mimeTypeOf } from '../../files/mimeType';
import { fileNameIn } from '../../files/name';
import { uploadsOf } from '../../live/upload';
import { sendTo } from './recipient';

/** A file that Crisp can show: where it is and what it is. */
interface SharedFile {
	url: string;
	name: string;
	type: string;
}

type MessageType = 'file' | 'audio' | 'animation';

const textIn = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

async function uploadBinary({ input }: Parts, context: OperationContext): Promise<SharedFile> {
	const { execution, itemIndex } = context;
	const property = String(input.binaryPropertyName);
	const binary = execution.helpers.assertBinaryData(itemIndex, property);
	const name = fileNameIn(textIn(input.name) ?? binary.fileName, '');
	const type = textIn(input.fileType) ?? binary.mimeType;
	const bytes = await execution.helpers.getBinaryDataBuffer(itemIndex, property);
	const uploads = await uploadsOf(context);
	return { url: await uploads.upload({ name, type, bytes }, context), name, type };
}

function fileAtUrl({ input }: Parts, { execution, itemIndex }: OperationContext): SharedFile {
	const url = String(input.fileUrl).trim();
	if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
		throw new NodeOperationError(execution.getNode(), "'File URL' is not the address of a file", {
			itemIndex,
			description: 'It begins with https:// and can be opened by the visitor without a login.',
		});
	}
	const name = fileNameIn(textIn(input.name), url);
	return { url, name, type: textIn(input.fileType) ?? mimeTypeOf(name) };
}

/** A recording needs its length to be shown as one; without it, it is a file. */
function messageType(type: string, { sendAs, duration }: IDataObject): MessageType {
	if (sendAs === 'file' || sendAs === 'audio' || sendAs === 'animation') return sendAs;
	if (type === 'image/gif') return 'animation';
	return type.startsWith('audio/') && Number(duration) > 0 ? 'audio' : 'file';
}

function contentOf(as: MessageType, { url, name, type }: SharedFile, duration: unknown) {
	if (as === 'file') return { url, name, type };
	return as === 'animation' ? { url, type } : { url, type, duration: Number(duration ?? 0) };
}

/**
 * Sends a file: first uploads it where it is binary data (see `Uploads`), then looks for the
 * recipient, so that no conversation is made for a file that Crisp does not take.
 *
 * @returns what `sendTo` does, and the file's address, name and type
 */
export async function runSendFile(parts: Parts, context: OperationContext): Promise<unknown> {
	const { input } = parts;
	const file =
		input.fileSource === 'url' ? fileAtUrl(parts, context) : await uploadBinary(parts, context);
	const type = messageType(file.type, input);
	const options = isObject(parts.body) ? parts.body : {};
	const content = contentOf(type, file, input.duration);
	const sent = await sendTo(parts, context, { ...options, type, content });
	return { ...(isObject(sent) ? sent : {}), type, file: { ...file } };
}
