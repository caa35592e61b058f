/** Real-time events about what a run has made, by the nodes' own connection. */
import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import { systemClock } from '../../nodes/Crisp/clock';
import { makeEndpoints } from '../../nodes/Crisp/live/endpoints';
import { isObject } from '../../nodes/Crisp/objects';
import { Hub, type Subscriber } from '../../nodes/Crisp/realtime/hub';
import { findSocketClass } from '../../nodes/Crisp/realtime/socket';
import type { Crisp } from './crisp';
import type { Seen } from './words';

export interface Heard {
	name: string;
	data: IDataObject;
}

/** A step of waiting, in ms. */
const STEP_MS = 250;

export class Ear {
	readonly heard: Heard[] = [];

	private subscriber?: Subscriber;

	/** Whether an event is about something that this run has made; others are forgotten at once. */
	private readonly isOwn: (data: IDataObject) => boolean;

	private constructor(
		own: () => readonly string[],
		private readonly seen: Seen,
	) {
		this.isOwn = (data) => {
			const ids = own();
			return [data.session_id, data.people_id, data.email, data.id].some((id) =>
				ids.includes(String(id)),
			);
		};
	}

	/**
	 * @param own IDs and emails of what the run has made
	 * @returns the connection, or the code of its end
	 */
	static async open(
		crisp: Crisp,
		events: string[],
		own: () => readonly string[],
		seen: Seen,
	): Promise<Ear | string> {
		const socketClass = await findSocketClass();
		if (!socketClass) return 'no WebSocket here';
		const ear = new Ear(own, seen);
		const endpoints = makeEndpoints(crisp.context, crisp.account, crisp.websiteId);
		const subscriber = new Hub({ clock: systemClock }).subscribe({
			key: randomUUID(),
			socketClass,
			login: endpoints.login,
			events,
			rooms: [crisp.websiteId],
			lookUpEndpoints: endpoints.lookUp,
			onEvent: (name, data) => ear.take(name, data),
		});
		const { state, end } = await subscriber.start();
		if (state !== 'live') {
			await subscriber.stop();
			return end?.code ?? 'stopped';
		}
		ear.subscriber = subscriber;
		return ear;
	}

	private take(name: string, data: unknown): void {
		if (!isObject(data) || !this.isOwn(data)) return;
		this.seen.note(data);
		this.heard.push({ name, data });
	}

	/** Waits until something has been heard, for `ms` at most. @returns whether it has */
	async until(
		condition: () => boolean,
		ms: number,
		pause: (ms: number) => Promise<void>,
	): Promise<boolean> {
		for (let waited = 0; waited < ms && !condition(); waited += STEP_MS) await pause(STEP_MS);
		return condition();
	}

	async close(): Promise<void> {
		await this.subscriber?.stop();
	}
}
