import { Crisp } from 'crisp-api';
import type { IDataObject } from 'n8n-workflow';
import { createRequire } from 'node:module';
import path from 'node:path';
import WebSocket from 'ws';

import type * as Clock from '../../nodes/Crisp/clock';
import type * as HubModule from '../../nodes/Crisp/realtime/hub';
import type * as SocketModule from '../../nodes/Crisp/realtime/socket';
import type * as Filter from '../../nodes/Crisp/events/filter';
import type * as Item from '../../nodes/Crisp/events/item';
import type * as Payload from '../../nodes/Crisp/events/payload';
import type * as Objects from '../../nodes/Crisp/objects';
import type * as Run from '../../nodes/Crisp/trigger/run';
import { benchContext } from './context';
import { WEBSITE } from './frames';

const load = createRequire(__filename);

/** The compiled package, as it is published: a loader's additions must not be measured. */
export const built = <T>(file: string): T =>
	load(path.join(__dirname, '../../dist/nodes/Crisp', file)) as T;

/** Called with the time of each event, by which it is told that all have come. */
type Take = (timestamp: unknown) => void;

async function bareWs(url: string, take: Take): Promise<void> {
	const socket = new WebSocket(`${url}?EIO=4&transport=websocket`);
	socket.on('message', (data) => {
		const text = String(data);
		if (text.startsWith('42["message:send"')) {
			const [, payload] = JSON.parse(text.slice(2)) as [string, IDataObject];
			take(payload.timestamp);
		} else if (text.startsWith('0')) socket.send('40');
		else if (text.startsWith('40')) socket.send('42["authentication",{}]');
	});
}

async function crispApi(url: string, take: Take): Promise<void> {
	const client = new Crisp();
	client.setRtmHost(url);
	client.authenticateTier('plugin', 'identifier', 'key');
	await client.on('message:send', (payload: IDataObject) => take(payload.timestamp));
}

/** The connection, the hub, the filters and the item, without a queue of executions. */
async function receiver(url: string, take: Take): Promise<void> {
	const { Hub } = built<typeof HubModule>('realtime/hub');
	const { systemClock } = built<typeof Clock>('clock');
	const { findSocketClass } = built<typeof SocketModule>('realtime/socket');
	const { isChosenWebsite, makeFilter } = built<typeof Filter>('events/filter');
	const { asObject } = built<typeof Objects>('objects');
	const { websiteOf } = built<typeof Payload>('events/payload');
	const { toItem } = built<typeof Item>('events/item');
	const socketClass = await findSocketClass();
	if (socketClass === undefined) throw new Error('no WebSocket');
	const accepts = makeFilter({
		inboxes: [],
		messageTypes: ['text'],
		senders: ['visitor'],
		origins: ['chat'],
		states: ['resolved'],
		ignoreAutomated: true,
	});
	const subscriber = new Hub({ clock: systemClock }).subscribe({
		key: 'token',
		socketClass,
		login: { tier: 'plugin', username: 'identifier', password: 'key' },
		events: ['message:send'],
		lookUpEndpoints: async () => [`${url}?EIO=4&transport=websocket`],
		accepts: (_event, data) => isChosenWebsite(WEBSITE, websiteOf(asObject(data))),
		onEvent(event, data) {
			const payload = asObject(data);
			if (!accepts(event, payload)) return;
			const arrival = { event, payload, receivedAt: Date.now(), recovered: false };
			take(toItem(arrival, true).json.timestamp);
		},
	});
	await subscriber.start();
}

/** The trigger with its usual settings: all of the above, and a queue, catch-up and keys besides. */
async function trigger(url: string, take: Take): Promise<void> {
	const { runTrigger } = built<typeof Run>('trigger/run');
	const context = benchContext(url, 0, (items) => {
		for (const { json } of items) take(json.timestamp);
	});
	await runTrigger(context);
}

export const CLIENTS = { 'crisp-api': crispApi, 'bare ws': bareWs, receiver, trigger };

export type ClientName = keyof typeof CLIENTS;
