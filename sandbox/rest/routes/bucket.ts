import type { Bucket, UploadRequest } from '../../bucket';
import type { Routes } from '../call';
import type { Schema } from '../validate';
import { check } from '../validate';

const text: Schema = { type: 'string', minLength: 1 };

/** Namespaces as the names of the events give them. */
const NAMESPACES = ['upload', 'avatar', 'website', 'campaign', 'helpdesk', 'status', 'processing'];

const UPLOAD: Schema = {
	required: ['namespace', 'id', 'file'],
	properties: {
		namespace: { enum: NAMESPACES },
		id: text,
		file: { type: 'object', required: ['name', 'type'], properties: { name: text, type: text } },
		resource: { type: 'object', properties: { type: text, id: text } },
	},
};

/** The address of an upload does not come with the answer but as an event. */
export function bucketRoutes(bucket: Bucket): Routes {
	return {
		'POST bucket/url/generate': ({ body, caller }) => {
			check(UPLOAD, body);
			bucket.generate(body as unknown as UploadRequest, caller);
			return { status: 200, reason: 'processing', data: {} };
		},
	};
}
