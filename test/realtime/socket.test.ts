import { WebSocket as WebSocketOfWs } from 'ws';

import { findSocketClass } from '../../nodes/Crisp/realtime/socket';

describe('the WebSocket class of this host', () => {
	afterEach(() => {
		jest.dontMock('ws');
		jest.resetModules();
	});

	/** As on a host where `ws` cannot be resolved. */
	async function findWithoutWs() {
		jest.resetModules();
		jest.doMock('ws', () => {
			throw new Error("Cannot find module 'ws'");
		});
		const socket = await import('../../nodes/Crisp/realtime/socket');
		return await socket.findSocketClass();
	}

	it('is that of ws, which can let go of a silent peer', async () => {
		const found = await findSocketClass();
		expect(found?.prototype).toBeInstanceOf(WebSocketOfWs);
		expect(typeof found?.prototype.terminate).toBe('function');
	});

	it('is the global one where ws is missing, if there is one', async () => {
		const present = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
		class Global {}
		Object.defineProperty(globalThis, 'WebSocket', { value: Global, configurable: true });
		try {
			expect(await findWithoutWs()).toBe(Global);
			Object.defineProperty(globalThis, 'WebSocket', { value: undefined, configurable: true });
			expect(await findWithoutWs()).toBeUndefined();
		} finally {
			if (present) Object.defineProperty(globalThis, 'WebSocket', present);
			else Reflect.deleteProperty(globalThis, 'WebSocket');
		}
	});
});
