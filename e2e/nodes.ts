import type { NodeInput, StoredCredential } from './client';

/** Types as n8n names them: those of an installed package, not of its folder for custom code. */
export const CRISP = 'n8n-nodes-crisp.crisp';
export const CRISP_ADMIN = 'n8n-nodes-crisp.crispAdmin';
export const CRISP_HELPDESK = 'n8n-nodes-crisp.crispHelpdesk';
/** What n8n makes of the Crisp node for AI agents. */
export const CRISP_TOOL = 'n8n-nodes-crisp.crispTool';
export const CRISP_ASK = 'n8n-nodes-crisp.crispAsk';
export const CRISP_ASK_TOOL = 'n8n-nodes-crisp.crispAskTool';
/** What n8n makes of it to review tools of an agent. */
export const CRISP_ASK_REVIEW = 'n8n-nodes-crisp.crispAskHitlTool';
export const CRISP_CHAT_MEMORY = 'n8n-nodes-crisp.crispChatMemory';
export const CRISP_TRIGGER = 'n8n-nodes-crisp.crispTrigger';
export const CRISP_WEBHOOK_TRIGGER = 'n8n-nodes-crisp.crispWebhookTrigger';

/** A node that sends a text in the conversation that the item before it is about. */
export const sendNode = (
	credential: StoredCredential,
	parameters: NodeInput['parameters'] = {},
): NodeInput => ({
	name: 'Reply',
	type: CRISP,
	credential,
	parameters: {
		resource: 'message',
		operation: 'send',
		sessionId: { __rl: true, mode: 'id', value: '={{ $json.session_id }}' },
		type: 'text',
		text: '=You said: {{ $json.chatInput }}',
		...parameters,
	},
});
