import type { StoredCredential, WorkflowInput } from './client';
import { textOf, type ChatRequest } from './languageModel';
import { CRISP, CRISP_CHAT_MEMORY, CRISP_TOOL, CRISP_TRIGGER } from './nodes';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

type MemoryNode = Omit<WorkflowInput['nodes'][number], 'name'>;

const conversation = byId("={{ $('Visitor writes').item.json.session_id }}");

/**
 * Crisp Trigger → AI Agent (with a tool of Crisp and a memory) → Crisp.
 *
 * @param memory Crisp Chat Memory without it
 */
export const chatbot = (
	crisp: StoredCredential,
	openAi: StoredCredential,
	memory: MemoryNode = { type: CRISP_CHAT_MEMORY, credential: crisp },
): WorkflowInput => ({
	name: 'Chatbot',
	nodes: [
		{
			name: 'Visitor writes',
			type: CRISP_TRIGGER,
			credential: crisp,
			parameters: { events: ['message:send'] },
		},
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3.1,
			parameters: { options: {} },
		},
		{
			name: 'Reply',
			type: CRISP,
			credential: crisp,
			parameters: {
				resource: 'message',
				operation: 'send',
				sessionId: conversation,
				type: 'text',
				text: '={{ $json.output }}',
			},
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			credential: openAi,
			parameters: { model: byId('scripted') },
		},
		{ name: 'Memory', ...memory },
		{
			name: 'Change state',
			type: CRISP_TOOL,
			credential: crisp,
			parameters: {
				resource: 'conversation',
				operation: 'changeState',
				sessionId: conversation,
				state: "={{ $fromAI('state', 'pending, unresolved or resolved', 'string') }}",
			},
		},
	],
	connections: [
		['Visitor writes', 'AI Agent'],
		['AI Agent', 'Reply'],
		['Model', 'AI Agent', 'ai_languageModel'],
		['Memory', 'AI Agent', 'ai_memory'],
		['Change state', 'AI Agent', 'ai_tool'],
	],
});

/** What the model was given, but for the system message. */
export const given = ({ messages }: ChatRequest): string[] =>
	messages
		.filter(({ role }) => role !== 'system')
		.map((message) => `${message.role}: ${textOf(message)}`);
