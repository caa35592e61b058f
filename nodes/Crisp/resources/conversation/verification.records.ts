import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';
import { sessionId } from '../locators';
import { anyTier, needs } from './needs';

/** Source of the forms: types of the official client. */
const identity: Field<'identity'> = {
	displayName: 'Identity',
	name: 'identity',
	type: 'string',
	required: true,
	default: 'email',
	placeholder: 'e.g. email',
	description: "What is verified: 'email', 'phone' or the URN of a connector",
	to: 'body.identity',
};

const recipient: Field<'recipient'> = {
	displayName: 'Recipient',
	name: 'recipient',
	type: 'string',
	default: '',
	placeholder: 'e.g. jane.doe@example.com',
	description: 'The address or number that is verified, if not the one of the visitor',
	to: 'body.recipient',
};

export const get = defineOperation({
	name: 'Get Status',
	value: 'get',
	action: 'Get verify status of conversation',
	description: 'Read whether the identity of the visitor is verified, and how',
	sdk: 'website.getVerifyStatusForConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/verify' },
	output: 'item',
	needs: needs('sessions', 'read'),
	fields: [sessionId],
});

export const update = defineOperation({
	name: 'Update Status',
	value: 'update',
	action: 'Update verify status of conversation',
	description: 'Mark the identity of the visitor as verified or not verified',
	sdk: 'website.updateVerifyStatusForConversation',
	request: { method: 'PATCH', path: '/website/{websiteId}/conversation/{sessionId}/verify' },
	output: 'success',
	needs: needs('sessions', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'Verified',
			name: 'verified',
			type: 'boolean',
			default: true,
			description: 'Whether the identity of the visitor is verified',
			to: 'body.verified',
		},
	],
});

export const request = defineOperation({
	name: 'Request Identity Verification',
	value: 'request',
	action: 'Request identity verification for conversation',
	description: 'Send the visitor a link that proves that an email or phone number is theirs',
	sdk: 'website.requestIdentityVerificationForConversation',
	request: {
		method: 'POST',
		path: '/website/{websiteId}/conversation/{sessionId}/verify/identity',
	},
	output: 'success',
	needs: anyTier,
	fields: [
		sessionId,
		identity,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Method',
					name: 'method',
					type: 'options',
					options: [{ name: 'Link', value: 'link' }],
					default: 'link',
					description: 'How the identity is verified',
					to: 'body.method',
				},
				recipient,
				additionalProperties,
			],
		},
	],
});

export const redeem = defineOperation({
	name: 'Redeem Identity Verification',
	value: 'redeem',
	action: 'Redeem identity verification link for conversation',
	description: 'Finish a verification with the token that the visitor got',
	sdk: 'website.redeemIdentityVerificationLinkForConversation',
	request: {
		method: 'PUT',
		path: '/website/{websiteId}/conversation/{sessionId}/verify/identity/link',
	},
	output: 'success',
	fields: [
		sessionId,
		identity,
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. 709691',
			description: 'What the visitor was sent',
			to: 'body.token',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [recipient, additionalProperties],
		},
	],
});
