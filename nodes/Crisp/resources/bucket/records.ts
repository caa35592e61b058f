import { defineOperation } from '../../engine/spec';
import { additionalProperties } from '../common';

/** Apart from the text below, as n8n's lint would have the name of the event in capitals. */
const UPLOAD_EVENT = 'bucket:url:upload:generated';

export const generateUrl = defineOperation({
	name: 'Generate URL',
	value: 'generateUrl',
	action: 'Generate bucket URL for file upload',
	description: `Ask Crisp for an address to which a file can be uploaded. The output does not hold it: the signed address arrives as the real-time event '${UPLOAD_EVENT}' (for another namespace, its name is in place of 'upload'), together with the ID that you chose.`,
	sdk: 'bucket.generateBucketURL',
	request: { method: 'POST', path: '/bucket/url/generate' },
	output: 'success',
	needs: { tiers: ['website', 'plugin', 'user'], scope: 'bucket:url write' },
	fields: [
		{
			displayName: 'Namespace',
			name: 'namespace',
			type: 'options',
			options: [
				{ name: 'Avatar', value: 'avatar' },
				{ name: 'Campaign', value: 'campaign' },
				{ name: 'Helpdesk', value: 'helpdesk' },
				{ name: 'Processing', value: 'processing', description: 'For imports' },
				{ name: 'Status', value: 'status' },
				{ name: 'Upload', value: 'upload', description: 'For files in messages' },
				{ name: 'Website', value: 'website' },
			],
			default: 'upload',
			description: 'What the file is for',
			to: 'body.namespace',
		},
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 7c0a3f6e-upload-1',
			description: 'An ID of your own choice, which the event repeats so that you know it again',
			to: 'body.id',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. invoice.pdf',
			description: 'Name of the file with its ending',
			to: 'body.file.name',
		},
		{
			displayName: 'File Type',
			name: 'fileType',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. application/pdf',
			description: 'MIME type of the file; the upload must name the same one as its Content-Type',
			to: 'body.file.type',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Resource ID',
					name: 'resourceId',
					type: 'string',
					default: '',
					placeholder: 'e.g. 8c842203-7ed8-4e29-a608-7cf78a7d2fcc',
					description:
						"The website whose storage quota the file counts for, in place of the plugin's; to be given together with 'Resource Type'",
					to: 'body.resource.id',
				},
				{
					displayName: 'Resource Type',
					name: 'resourceType',
					type: 'options',
					options: [{ name: 'Website', value: 'website' }],
					default: 'website',
					description: "What 'Resource ID' is the ID of",
					to: 'body.resource.type',
				},
				additionalProperties,
			],
		},
	],
});
