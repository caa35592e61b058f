import type { StoredCredential, WorkflowInput } from './client';
import { CRISP_TRIGGER, sendNode } from './nodes';

/** Crisp Trigger → Crisp: answers whatever a visitor writes. */
export const autoReply = (credential: StoredCredential): WorkflowInput => ({
	name: 'Auto-reply to visitors',
	nodes: [
		{
			name: 'Visitor writes',
			type: CRISP_TRIGGER,
			credential,
			parameters: { events: ['message:send'] },
		},
		sendNode(credential, {
			text: '=Thank you for writing! You said: “{{ $json.chatInput }}”. A person will be with you soon.',
		}),
	],
	connections: [['Visitor writes', 'Reply']],
});
