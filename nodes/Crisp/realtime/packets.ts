/**
 * The packets of Engine.IO 4 and Socket.IO 5 that a text-only client on the default namespace
 * meets. One text frame is one packet: a digit for the engine, for messages a second digit for
 * Socket.IO, then `[attachments-][/namespace,][ack id][JSON]`. See docs/protocol.md.
 */

export type Packet =
	/** The server opens the engine and tells its heartbeat, both in milliseconds. */
	| { type: 'open'; pingInterval: number; pingTimeout: number }
	/** The server ends the engine. */
	| { type: 'close' }
	| { type: 'ping' }
	/** The namespace is joined. */
	| { type: 'connect' }
	/** The server ends the namespace. */
	| { type: 'disconnect' }
	/** The server does not let this client into the namespace. */
	| { type: 'refused'; message: string }
	| { type: 'event'; name: string; data: unknown }
	/** Well-formed and of no concern to this client, such as another namespace. */
	| { type: 'nothing' }
	/** Not understood, or with binary parts, which Crisp does not use. */
	| { type: 'unreadable'; reason: string };

export const CONNECT = '40';
export const DISCONNECT = '41';
export const PONG = '3';

const NOTHING: Packet = { type: 'nothing' };

const unreadable = (reason: string): Packet => ({ type: 'unreadable', reason });

/** @returns the value, or `undefined` where the text is not JSON (which knows no `undefined`) */
function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const isDuration = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value) && value > 0;

function decodeOpen(json: string): Packet {
	const handshake = parse(json);
	if (!isObject(handshake)) return unreadable('a handshake that is not an object');
	const { pingInterval, pingTimeout } = handshake;
	return isDuration(pingInterval) && isDuration(pingTimeout)
		? { type: 'open', pingInterval, pingTimeout }
		: unreadable('a handshake without heartbeat times');
}

function decodeEvent(json: string): Packet {
	const values = parse(json);
	if (!Array.isArray(values)) return unreadable('an event that is not a list');
	// More arguments may follow, such as the offset of connection state recovery.
	const [name, data] = values as unknown[];
	return typeof name === 'string' || typeof name === 'number'
		? { type: 'event', name: String(name), data }
		: unreadable('an event without a name');
}

/** How the latest frame of the usual kind began, up to its payload, and the name in it. */
let latest = { start: '42["",', name: '' };

/** Names that stand in JSON as they are. */
const PLAIN = /^[\w:.-]+$/;

/** Notes how a frame begins if that is the beginning of an event with a plain name. */
function noteStart(frame: string): void {
	const end = frame.indexOf('"', 4);
	const name = frame.slice(4, end);
	if (!frame.startsWith('42["') || frame[end + 1] !== ',' || !PLAIN.test(name)) return;
	// Through JSON, because a mere slice would keep the whole frame in memory.
	latest = JSON.parse(JSON.stringify({ start: frame.slice(0, end + 2), name })) as typeof latest;
}

/**
 * Reads an event with an object as its only argument, as almost all of Crisp's are. They come in runs
 * of one kind, and comparing the beginning with that of the last one costs less than parsing it again.
 *
 * @returns `undefined` where the frame is anything else
 */
function decodeUsualEvent(frame: string): Packet | undefined {
	if (!frame.startsWith(latest.start)) {
		noteStart(frame);
		if (!frame.startsWith(latest.start)) return undefined;
	}
	if (!frame.endsWith('}]')) return undefined;
	const data = parse(frame.slice(latest.start.length, -1));
	return data === undefined ? undefined : { type: 'event', name: latest.name, data };
}

function decodeRefusal(json: string): Packet {
	const reason = parse(json);
	const message = isObject(reason) ? reason.message : reason;
	return { type: 'refused', message: typeof message === 'string' ? message : '' };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function decodeMessage(frame: string): Packet {
	const kind = frame[1];
	if (kind === '5' || kind === '6') return unreadable('a message with binary parts');
	let start = 2;
	if (frame[start] === '/') {
		const comma = frame.indexOf(',', start);
		const end = comma === -1 ? frame.length : comma;
		if (end - start > 1) return NOTHING;
		start = end + 1;
	}
	while (isDigit(frame.charCodeAt(start))) start++;
	switch (kind) {
		case '0':
			return { type: 'connect' };
		case '1':
			return { type: 'disconnect' };
		case '2':
			return decodeEvent(frame.slice(start));
		case '3':
			return NOTHING;
		case '4':
			return decodeRefusal(frame.slice(start));
		default:
			return unreadable('a message of unknown kind');
	}
}

/**
 * Reads one frame as a WebSocket delivers it. Bad input is a packet of type `unreadable`; its
 * reason never quotes the frame. Never throws.
 */
export function decode(frame: unknown): Packet {
	if (typeof frame !== 'string') return unreadable('a binary frame');
	switch (frame[0]) {
		case '0':
			return decodeOpen(frame.slice(1));
		case '1':
			return { type: 'close' };
		case '2':
			return { type: 'ping' };
		case '3':
		case '5':
		case '6':
			return NOTHING;
		case '4':
			return decodeUsualEvent(frame) ?? decodeMessage(frame);
		default:
			return unreadable('a packet of unknown kind');
	}
}

/** The frame of an event with one argument. */
export function encodeEvent(name: string, data: unknown): string {
	return `42${JSON.stringify([name, data])}`;
}
