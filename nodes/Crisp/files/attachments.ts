import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { fileOf } from '../message';
import { numberOption } from '../numberOption';
import { whyNotFetched, type FileSources } from './address';
import { download, DownloadError, megabytes, type DownloadSettings } from './download';
import { fileNameIn } from './name';

/** What is used of n8n; execute, trigger and webhook functions all have it. */
export interface AttachmentContext {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequest' | 'prepareBinaryData'>;
}

export interface AttachmentSettings extends DownloadSettings, FileSources {}

/** A file that did not arrive, as the item tells it. */
export interface AttachmentError extends IDataObject {
	/** The binary property that is missing. */
	property: string;
	name: string;
	url: string;
	message: string;
}

/** One that would bring more files has somebody behind it who means no good. */
const MAX_FILES = 20;

/**
 * The options of a node that downloads attachments, for its collection of options. Read by
 * `readAttachmentSettings`.
 */
export const attachmentOptions: INodeProperties[] = [
	{
		displayName: 'Attachment Hosts',
		name: 'attachmentHosts',
		type: 'string',
		default: '',
		placeholder: 'e.g. files.example.com',
		description:
			"Comma-separated list of hosts to download from beside Crisp's own. Only name hosts that you trust: visitors choose the addresses.",
	},
	{
		displayName: 'Attachment Size Limit',
		name: 'attachmentMegabytes',
		type: 'number',
		typeOptions: { minValue: 0.1 },
		default: 25,
		description: 'Largest file to download, in MB',
	},
	{
		displayName: 'Download Attachments',
		name: 'downloadAttachments',
		type: 'boolean',
		default: false,
		description:
			"Whether to add files, recordings and animations of messages to the item as binary data: 'attachment_0' and so on",
	},
];

/**
 * What the options say.
 *
 * @param options values of the collection that holds `attachmentOptions`
 * @param baseUrl of the credential
 * @returns `undefined` where nothing is to be downloaded
 */
export function readAttachmentSettings(
	options: IDataObject,
	baseUrl: string,
): AttachmentSettings | undefined {
	if (options.downloadAttachments !== true) return undefined;
	const limit = numberOption(attachmentOptions, options, 'attachmentMegabytes');
	const hosts = typeof options.attachmentHosts === 'string' ? options.attachmentHosts : '';
	return {
		baseUrl,
		hosts: hosts
			.split(',')
			.map((host) => host.trim().toLowerCase())
			.filter((host) => host !== ''),
		maxBytes: megabytes(limit),
	};
}

interface Attachment {
	url: string;
	name: string;
	/** As the message says. */
	type?: string;
}

const MIME_TYPE = /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/i;

/** The file in the content of a message, with a name and a type that are safe to use. */
function attachmentIn(content: unknown): Attachment[] {
	const file = fileOf(content);
	if (file === undefined) return [];
	const { url, name, type } = file;
	return [
		{
			url,
			name: fileNameIn(name, url),
			...(typeof type === 'string' && MIME_TYPE.test(type) ? { type } : {}),
		},
	];
}

async function fetchOne(
	context: AttachmentContext,
	{ url, name, type }: Attachment,
	settings: AttachmentSettings,
) {
	const objection = whyNotFetched(url, settings);
	if (objection !== undefined) throw new DownloadError(objection);
	const file = await download(context, url, settings);
	return await context.helpers.prepareBinaryData(file.bytes, name, type ?? file.type);
}

/**
 * Downloads the files of messages and puts them on their item as binary data. The n-th file, in the
 * order of the messages, is `attachment_n`, counted from 0.
 *
 * A file that does not arrive loses nothing else: the item gets `attachmentErrors`, a list of the
 * missing properties with name, address and reason. Only hosts of `settings` are asked, over https,
 * without credentials and without following redirects; a file above the limit is not read to its end.
 *
 * @param contents `content` of each message of the item; what holds no file is passed over
 * @returns the item with what was added; itself where there is no file. Never rejects.
 */
export async function downloadAttachments(
	context: AttachmentContext,
	item: INodeExecutionData,
	contents: readonly unknown[],
	settings: AttachmentSettings,
): Promise<INodeExecutionData> {
	const attachments = contents.flatMap(attachmentIn);
	if (attachments.length === 0) return item;
	const binary: IBinaryKeyData = { ...item.binary };
	const errors: AttachmentError[] = [];
	for (const [index, attachment] of attachments.entries()) {
		const property = `attachment_${index}`;
		try {
			if (index >= MAX_FILES) throw new DownloadError(`The item has more than ${MAX_FILES} files`);
			binary[property] = await fetchOne(context, attachment, settings);
		} catch (error) {
			const { name, url } = attachment;
			errors.push({ property, name, url, message: (error as Error).message });
		}
	}
	return {
		...item,
		json: errors.length === 0 ? item.json : { ...item.json, attachmentErrors: errors },
		...(Object.keys(binary).length === 0 ? {} : { binary }),
	};
}
