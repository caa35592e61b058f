/** The workspace and the conversations that the frames speak of. */
export const WEBSITE = '42286ab3-b29a-4fde-8538-da0ae501d825';

const CONVERSATIONS = 50;

/** The time of the first message; the following ones are a millisecond apart. */
export const FIRST_TIMESTAMP = 1_790_000_000_000;

/** A visitor's message as Crisp sends it, and one frame of Socket.IO: about 620 bytes. */
export function eventFrame(index: number): string {
	const session = `session_${String(index % CONVERSATIONS).padStart(8, '0')}-7ed8-4e29-a608-7cf78a7d2fcc`;
	const message = {
		website_id: WEBSITE,
		session_id: session,
		inbox_id: null,
		type: 'text',
		from: 'user',
		origin: 'chat',
		content:
			'Hello! I have ordered two of the large ones last week, and the parcel has not arrived. Could you please have a look at where it is? The number of the order is 2026-11-4711. Thank you!',
		preview: [],
		mentions: [],
		read: '',
		delivered: '',
		fingerprint: 100_000_000_000 + index,
		timestamp: FIRST_TIMESTAMP + index,
		user: { nickname: 'Valerian Saliou', user_id: session, avatar: null },
		original: null,
		stamped: true,
		edited: false,
	};
	return `42${JSON.stringify(['message:send', message])}`;
}

/** A text as an unmasked WebSocket frame, as a server sends it. */
export function webSocketFrame(text: string): Buffer {
	const payload = Buffer.from(text);
	const header = Buffer.from([0x81, 126, 0, 0]);
	header.writeUInt16BE(payload.length, 2);
	return Buffer.concat([header, payload]);
}
