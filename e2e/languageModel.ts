import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import express, { type Request, type Response } from 'express';

/** As OpenAI's chat completions name them; only what is needed here. */
export interface ChatMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null | Array<{ type: string; text?: string }>;
}

/** A message as one text, whether it came in parts or not. */
export const textOf = ({ content }: ChatMessage): string =>
	Array.isArray(content) ? content.map(({ text }) => text ?? '').join('') : (content ?? '');

export interface ToolDefinition {
	function: { name: string; description: string; parameters: Record<string, unknown> };
}

export interface ChatRequest {
	messages: ChatMessage[];
	tools?: ToolDefinition[];
	stream?: boolean;
}

/** What a model answers: words, or the wish to use a tool. */
export type ChatReply = string | { tool: string; input: Record<string, unknown> };

/** The part of a model: decides by what it is asked, so that a test knows the answer. */
export type Decide = (request: ChatRequest) => ChatReply;

export interface LanguageModel {
	/** Base URL for a credential of n8n's OpenAI nodes. */
	url: string;
	/** All that it was asked, in order. */
	requests: ChatRequest[];
	close(): Promise<void>;
}

function completion(reply: ChatReply, index: number) {
	const words = typeof reply === 'string' ? reply : null;
	const calls =
		typeof reply === 'string'
			? {}
			: {
					tool_calls: [
						{
							id: `call_${index}`,
							type: 'function',
							function: { name: reply.tool, arguments: JSON.stringify(reply.input) },
						},
					],
				};
	return {
		id: `chatcmpl-${index}`,
		object: 'chat.completion',
		created: index,
		model: 'scripted',
		choices: [
			{
				index: 0,
				message: { role: 'assistant', content: words, ...calls },
				finish_reason: words === null ? 'tool_calls' : 'stop',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** A server that speaks OpenAI's chat completions, with a script in place of a model. */
export async function startLanguageModel(decide: Decide): Promise<LanguageModel> {
	const requests: ChatRequest[] = [];
	const app = express();
	app.use(express.json({ limit: '10mb' }));
	app.post('/v1/chat/completions', (request: Request, response: Response) => {
		const asked = request.body as ChatRequest;
		requests.push(asked);
		if (asked.stream) {
			response.status(400).json({ error: { message: 'This server does not stream' } });
			return;
		}
		response.json(completion(decide(asked), requests.length));
	});
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
