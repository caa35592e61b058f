import type { Field } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { sessionId } from '../locators';
import { actorFields } from './fields';
import { needs } from './needs';

const callId: Field<'callId'> = {
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. call_35a0c062-72fa-4095-a2a0-f9911d47ee56',
	description: "The call, as 'Initiate' and 'Get Ongoing' return it",
	to: 'path',
};

export const initiate = defineOperation({
	name: 'Initiate',
	value: 'initiate',
	action: 'Initiate call in conversation',
	description: 'Call the visitor in the chatbox, with audio or video',
	sdk: 'website.initiateNewCallSessionForConversation',
	request: { method: 'POST', path: '/website/{websiteId}/conversation/{sessionId}/call' },
	output: 'success',
	needs: needs('calls', 'write'),
	fields: [
		sessionId,
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{ name: 'Audio', value: 'audio' },
				{ name: 'Video', value: 'video' },
			],
			default: 'audio',
			description: 'Whether to call with or without a picture',
			to: 'body.mode',
		},
		actorFields,
	],
});

export const get = defineOperation({
	name: 'Get Ongoing',
	value: 'get',
	action: 'Get ongoing call of conversation',
	description: 'Read the ID of the call that is going on in a conversation',
	sdk: 'website.getOngoingCallSessionForConversation',
	request: { method: 'GET', path: '/website/{websiteId}/conversation/{sessionId}/call' },
	output: 'item',
	needs: needs('calls', 'read'),
	fields: [sessionId],
});

export const abort = defineOperation({
	name: 'Abort',
	value: 'abort',
	action: 'Abort ongoing call of conversation',
	description: 'End the call of a conversation',
	sdk: 'website.abortOngoingCallSessionForConversation',
	request: {
		method: 'DELETE',
		path: '/website/{websiteId}/conversation/{sessionId}/call/{callId}',
	},
	output: 'success',
	needs: needs('calls', 'write'),
	// An object even where nobody is named, as the official client sends it.
	preset: {},
	fields: [sessionId, callId, actorFields],
});

export const transmitSignal = defineOperation({
	name: 'Transmit Signal',
	value: 'transmitSignal',
	action: 'Transmit signaling data on ongoing call of conversation',
	description: 'Pass WebRTC signaling, such as a session description, to the other side of a call',
	sdk: 'website.transmitSignalingOnOngoingCallSession',
	request: {
		method: 'PATCH',
		path: '/website/{websiteId}/conversation/{sessionId}/call/{callId}',
	},
	output: 'success',
	needs: needs('calls', 'write'),
	fields: [
		sessionId,
		callId,
		{
			displayName: 'Type',
			name: 'type',
			type: 'string',
			required: true,
			default: 'sdp',
			placeholder: 'e.g. sdp',
			description: "Kind of the signal; 'sdp' is known to exist",
			to: 'body.type',
		},
		{
			displayName: 'Payload (JSON)',
			name: 'payload',
			type: 'json',
			default: '{}',
			placeholder: 'e.g. { "sdp": "v=0..." }',
			description: 'The signal itself',
			to: 'body.payload',
		},
	],
});
