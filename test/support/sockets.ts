import { WebSocket as WebSocketOfWs } from 'ws';

import { socketClassOf, type SocketClass } from '../../nodes/Crisp/realtime/socket';

/** Every WebSocket class that this Node has, by name. */
export const socketClasses: Array<[name: string, socketClass: SocketClass]> = [
	['ws', socketClassOf(WebSocketOfWs)],
	...(typeof WebSocket === 'undefined'
		? []
		: [['the global WebSocket', WebSocket] as [string, SocketClass]]),
];

/** A class that counts how many of its sockets have not told their end yet. */
export function counting(socketClass: SocketClass) {
	const count = { open: 0, most: 0, made: 0 };
	class Counted extends socketClass {
		constructor(url: string) {
			super(url);
			count.made++;
			count.open++;
			count.most = Math.max(count.most, count.open);
			this.addEventListener('close', () => count.open--);
		}
	}
	return { socketClass: Counted as SocketClass, count };
}
