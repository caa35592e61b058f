import { WEBSITE, type Case } from '../case';

export const bucket: Case[] = [
	{
		sdk: 'bucket.generateBucketURL',
		resource: 'bucket',
		operation: 'generateUrl',
		parameters: {
			namespace: 'upload',
			requestId: '7c0a3f6e-upload-1',
			fileName: 'invoice.pdf',
			fileType: 'application/pdf',
			additionalFields: {
				resourceId: WEBSITE,
				resourceType: 'website',
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.bucket.generateBucketURL({
				namespace: 'upload',
				id: '7c0a3f6e-upload-1',
				file: { name: 'invoice.pdf', type: 'application/pdf' },
				resource: { type: 'website', id: WEBSITE },
				newer: true,
			} as never),
	},
];
