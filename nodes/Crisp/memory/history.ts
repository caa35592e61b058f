import type { ChatHistory, ChatMemory, Message as Said } from '@n8n/ai-node-sdk';

import { chatPartsOf, chatTurnsOf, isInternal, type ChatMessage, type Message } from '../message';
import type { Held } from './held';

/** What a memory needs of its surroundings. */
export interface Surroundings {
	held: Held;
	/** Reads the conversation; called once, as long as it succeeds. */
	read: () => Promise<Message[]>;
	/** The messages without those that the agent is asked with. */
	withoutAsked: (messages: readonly Message[]) => readonly Message[];
	/** How many messages of the conversation are shown, and how many turns of this execution. */
	window: number;
	includeNotes: boolean;
	/** Throws where an agent would see another conversation than that of its item. */
	checkItems: () => void;
	/** The words for somebody who wants to delete the memory. */
	refuseToClear: () => Error;
}

/** Stands before a history that begins with your side: some models want the user to begin. */
const EARLIER = '[Earlier messages are left out]';
const NOTHING_BEFORE = '[No message yet]';

/** Stands between two messages of the user, the next of which may be the prompt: some models want turns. */
const NO_ANSWER = '[No answer yet]';

const toSaid = ({ role, content }: ChatMessage): Said => ({
	role,
	content: [{ type: 'text', text: content }],
});

/**
 * Lets user and assistant take turns from the user on, as Amazon Bedrock's Converse and the templates
 * of some open models insist on. The prompt of the agent, which comes next, is the user's.
 *
 * @param opening what the user says in front of a history that begins with the assistant
 */
function takeTurns(history: readonly Said[], opening: string): Said[] {
	const all: Said[] = [];
	for (const message of history) {
		const before = all.at(-1)?.role;
		if (before === undefined && message.role === 'assistant') {
			all.push(toSaid({ role: 'user', content: opening }));
		}
		if (before === 'user' && message.role === 'user') {
			all.push(toSaid({ role: 'assistant', content: NO_ANSWER }));
		}
		all.push(message);
	}
	if (all.at(-1)?.role === 'user') all.push(toSaid({ role: 'assistant', content: NO_ANSWER }));
	return all;
}

/**
 * A conversation of Crisp in the forms that n8n asks for. It is read when it is first needed. Nothing is
 * written to it: what agents add is kept while the execution runs.
 */
export class ConversationMemory implements ChatMemory {
	readonly chatHistory: ChatHistory = {
		getMessages: async () => await this.wholeHistory(),
		addMessage: async (message) => this.add(message),
		addMessages: async (messages) => void this.held.turns.push([...messages]),
		clear: async () => await this.clear(),
	};

	constructor(private readonly surroundings: Surroundings) {}

	/** For the agent: what was said before its prompt. */
	async loadMessages(): Promise<Said[]> {
		this.surroundings.checkItems();
		const { shown, isCut } = await this.window(this.surroundings.withoutAsked);
		return takeTurns(shown, isCut ? EARLIER : NOTHING_BEFORE);
	}

	async saveTurn(input: string, output: string): Promise<void> {
		const turn: ChatMessage[] = [
			{ role: 'user', content: input },
			{ role: 'assistant', content: output },
		];
		await this.chatHistory.addMessages(turn.map(toSaid));
	}

	async clear(): Promise<void> {
		throw this.surroundings.refuseToClear();
	}

	private get held(): Held {
		return this.surroundings.held;
	}

	/**
	 * For people and nodes that look into the memory. A turn of this execution begins with the messages
	 * that the agent was asked with.
	 */
	private async wholeHistory(): Promise<Said[]> {
		const isAsked = this.held.turns.length > 0;
		const { shown } = await this.window(isAsked ? this.surroundings.withoutAsked : undefined);
		return shown;
	}

	/** The newest messages of the conversation, and after them the newest turns of this execution, whole. */
	private async window(
		choose: (messages: readonly Message[]) => readonly Message[] = (messages) => messages,
	): Promise<{ shown: Said[]; isCut: boolean }> {
		const { window, includeNotes } = this.surroundings;
		const visible = choose(await this.read()).filter(
			(message) => includeNotes || !isInternal(message),
		);
		const said = chatTurnsOf(visible.slice(-window).flatMap(chatPartsOf)).map(toSaid);
		return {
			shown: [...said, ...this.held.turns.slice(-window).flat()],
			isCut: visible.length > window,
		};
	}

	private async read(): Promise<Message[]> {
		const { held, surroundings } = this;
		if (!held.read) {
			const reading = surroundings.read();
			held.read = reading;
			// The next try, such as n8n's "Retry On Fail", reads again.
			reading.catch(() => (held.read = undefined));
		}
		return await held.read;
	}

	/** Adds what goes on a turn to it, such as the result of a tool call; anything else begins one. */
	private add(message: Said): void {
		const { turns } = this.held;
		const turn = turns.at(-1);
		if (turn && message.role !== 'user') turn.push(message);
		else turns.push([message]);
	}
}
