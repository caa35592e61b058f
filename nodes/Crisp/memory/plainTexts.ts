import { isObject } from '../objects';

/** The text of a message's content that is nothing but texts; of any other, `undefined`. */
function textOf(content: unknown): string | undefined {
	if (!Array.isArray(content) || content.length === 0) return undefined;
	const texts = content.map((part) =>
		isObject(part) && part.type === 'text' && typeof part.text === 'string' ? part.text : undefined,
	);
	return texts.includes(undefined) ? undefined : texts.join('');
}

function makePlain(message: unknown): void {
	if (!isObject(message)) return;
	const text = textOf(message.content);
	if (text !== undefined) message.content = text;
}

/** The same object, but the messages that one of its methods gives have strings for texts. */
function plainFrom<T extends object>(
	target: T,
	method: string,
	messagesOf: (result: unknown) => unknown,
): T {
	return new Proxy(target, {
		get: (object, name): unknown => {
			const value: unknown = Reflect.get(object, name);
			if (name !== method || typeof value !== 'function') return value;
			return async (...given: unknown[]): Promise<unknown> => {
				const result: unknown = await Reflect.apply(value, object, given);
				const messages = messagesOf(result);
				if (Array.isArray(messages)) messages.forEach(makePlain);
				return result;
			};
		},
	});
}

/**
 * Lets a memory give texts as strings, as n8n's own memories do. n8n's SDK gives lists of one part, which
 * some model servers refuse and which Chat Memory Manager shows as they are.
 *
 * @param memory LangChain's, as `supplyMemory` makes it; anything else is given back as it is
 */
export function withPlainTexts(memory: unknown): unknown {
	if (!isObject(memory)) return memory;
	const plain = plainFrom(memory, 'loadMemoryVariables', (result) =>
		isObject(result) ? result.chat_history : undefined,
	);
	const { chatHistory } = memory;
	if (!isObject(chatHistory)) return plain;
	const plainHistory = plainFrom(chatHistory, 'getMessages', (result) => result);
	return new Proxy(plain, {
		get: (object, name): unknown =>
			name === 'chatHistory' ? plainHistory : Reflect.get(object, name),
	});
}
