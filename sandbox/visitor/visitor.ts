import {
	compose,
	createConversation,
	patchMeta,
	rate,
	setAvailability,
} from '../domain/conversations';
import { findMessage, markRead, updateMessage, visitorMessage } from '../domain/messages';
import type { Json, JsonObject } from '../json';
import { copy, isObject } from '../json';
import type { Conversation, Message, Website } from '../model';
import type { World } from '../world';

export interface Identity {
	nickname?: string;
	email?: string;
}

export interface SayOptions extends Identity {
	/** Conversation to speak in; a new one is begun where it is left out. */
	sessionId?: string;
	/** Website to begin the new conversation at; the first one of the sandbox by default. */
	websiteId?: string;
}

/** A visitor of the website, as the chatbox would act for them. */
export class Visitor {
	constructor(
		private readonly world: World,
		private readonly defaultWebsiteId: string,
	) {}

	private find(sessionId: string): { website: Website; conversation: Conversation } {
		for (const website of this.world.websites.values()) {
			const conversation = website.conversations.get(sessionId);
			if (conversation) return { website, conversation };
		}
		throw new Error(`The sandbox has no conversation ${sessionId}`);
	}

	/** Opens the chatbox: begins a conversation without a message. */
	open({ websiteId = this.defaultWebsiteId, ...identity }: SayOptions = {}): string {
		const website = this.world.websites.get(websiteId);
		if (!website) throw new Error(`The sandbox has no website ${websiteId}`);
		const conversation = createConversation(this.world, website);
		this.identify(conversation.session_id, identity);
		setAvailability(this.world, conversation, 'online');
		return conversation.session_id;
	}

	/** Says who the visitor is. */
	identify(sessionId: string, { nickname, email }: Identity): void {
		const { website, conversation } = this.find(sessionId);
		const changes = { ...(nickname ? { nickname } : {}), ...(email ? { email } : {}) };
		if (Object.keys(changes).length > 0) patchMeta(this.world, website, conversation, changes);
	}

	/** Sends a text, in a new conversation by default. */
	say(text: string, options: SayOptions = {}): { sessionId: string; fingerprint: number } {
		return this.send(text, 'text', options);
	}

	/** Sends a file that is kept at `url` (see `Sandbox.keepFile`). */
	share(file: { url: string; name: string; type: string }, options: SayOptions = {}) {
		return this.send({ ...file }, 'file', options);
	}

	private send(content: Json, type: Message['type'], options: SayOptions) {
		const sessionId = options.sessionId ?? this.open(options);
		if (options.sessionId) this.identify(sessionId, options);
		const { conversation } = this.find(sessionId);
		const { fingerprint } = visitorMessage(this.world, conversation, content, type);
		return { sessionId, fingerprint };
	}

	/** Begins or ends typing. */
	type(sessionId: string, type: 'start' | 'stop', excerpt = ''): void {
		const { conversation } = this.find(sessionId);
		const user = { nickname: conversation.meta.nickname, user_id: sessionId };
		compose(this.world, conversation, { side: 'visitor', type, excerpt, user });
	}

	/** Clicks a choice of a picker. */
	choose(sessionId: string, fingerprint: number, value: string): void {
		const { conversation } = this.find(sessionId);
		const message = findMessage(conversation, fingerprint);
		const content = message && isObject(message.content) ? copy(message.content) : undefined;
		const choices = content?.choices;
		if (!message || message.type !== 'picker' || !content || !Array.isArray(choices)) {
			throw new Error(`Message ${fingerprint} is not a picker`);
		}
		const options = choices.filter(isObject);
		if (!options.some((choice) => choice.value === value)) {
			throw new Error(`The picker has no choice ${value}`);
		}
		content.choices = options.map((choice): JsonObject => ({
			...choice,
			selected: choice.value === value,
		}));
		updateMessage(this.world, conversation, message, content);
	}

	/**
	 * Rates the conversation.
	 *
	 * @param stars 1 to 5
	 * @throws Error for any other number
	 */
	rate(sessionId: string, stars: number, comment = ''): void {
		if (!Number.isInteger(stars) || stars < 1 || stars > 5) {
			throw new Error(`A rating has 1 to 5 stars, not ${stars}`);
		}
		const { conversation } = this.find(sessionId);
		rate(this.world, conversation, { stars, ...(comment ? { comment } : {}) });
	}

	/** Reads all that operators have written. */
	read(sessionId: string): void {
		const { conversation } = this.find(sessionId);
		markRead(this.world, conversation, { side: 'operator', origin: 'chat' });
	}

	/** Closes the page. */
	leave(sessionId: string): void {
		setAvailability(this.world, this.find(sessionId).conversation, 'offline');
	}

	/** What the visitor sees of a conversation: everything but notes and events. */
	sees(sessionId: string): Message[] {
		return copy(
			this.find(sessionId).conversation.messages.filter(
				({ type }) => type !== 'note' && type !== 'event',
			),
		);
	}
}
