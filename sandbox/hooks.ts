import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { HookFaults, type HookFault } from './hookFaults';
import type { CrispEvent } from './hub';
import { WEBSITE_ID } from './seed';
import type { World } from './world';

/** An address that somebody has entered in Crisp. */
export type WebHook = {
	/** On this machine. For a website hook with its `?key=`. */
	url: string;
	/** Names of the events that are ticked; all by default. */
	events?: readonly string[];
} & (
	| {
			kind: 'website';
			/** The first website by default. */
			websiteId?: string;
	  }
	| {
			kind: 'plugin';
			/** Signs every request. */
			secret: string;
	  }
);

/** One request that was sent. */
export interface HookDelivery {
	kind: WebHook['kind'];
	event: string;
	/** 1 for the first request about an event. */
	attempt: number;
	/** Status of the answer; undefined where there was none. */
	status?: number;
	/** Body of the answer. */
	answer?: string;
}

export interface HookTiming {
	/** Requests about one event, until it is given up; plugin hooks only. */
	hookAttempts: number;
	/** Milliseconds between two of them. */
	hookRetryDelay: number;
}

/** Events that no web hook carries: the event lists of a third-party AsyncAPI file leave them out. */
const RTM_ONLY = [
	'spam:message',
	'spam:decision',
	'people:import:progress',
	'people:import:done',
	'widget:action:processed',
	'media:animation:listed',
];

/** Come by plugin hooks only, by the notes of two third-party deployments. */
const PLUGIN_HOOK_ONLY = ['session:set_routing', 'session:update_availability'];

const ANSWER_MS = 10_000;

/** An event on its way to one address. */
interface Parcel {
	hook: WebHook;
	event: string;
	body: string;
	fault?: HookFault;
}

const sign = (secret: string, timestamp: string, body: string): string =>
	createHmac('sha256', secret).update(`[${timestamp};${body}]`).digest('hex');

/** Sends what happens in the sandbox to the addresses that were entered. */
export class WebHooks {
	readonly faults = new HookFaults();

	/** Requests sent and answered, oldest first; never with their headers or addresses. */
	readonly deliveries: HookDelivery[] = [];

	private readonly hooks = new Set<WebHook>();

	private readonly closing = new AbortController();

	/**
	 * @param onChange called when a request has been answered, or has not
	 */
	constructor(
		private readonly world: World,
		private readonly timing: HookTiming,
		private readonly onChange: () => void,
	) {
		world.hub.listen((event) => this.take(event));
	}

	/**
	 * Enters an address.
	 *
	 * @returns what takes it out again
	 * @throws Error for what is no address, or none of this machine
	 */
	add(hook: WebHook): () => void {
		if (!URL.canParse(hook.url))
			throw new Error('The address of a web hook must begin with http://');
		const { hostname } = new URL(hook.url);
		if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
			throw new Error(`The sandbox sends web hooks to this machine only, not to ${hostname}`);
		}
		this.hooks.add(hook);
		return () => void this.hooks.delete(hook);
	}

	/** Ends everything that is on its way. */
	close(): void {
		this.hooks.clear();
		this.closing.abort();
	}

	private take({ name, websiteId, payload }: CrispEvent): void {
		if (websiteId === null || RTM_ONLY.includes(name)) return;
		const body = JSON.stringify({
			website_id: websiteId,
			event: name,
			data: payload,
			timestamp: this.world.now(),
		});
		for (const hook of this.hooks) {
			if (!this.concerns(hook, name, websiteId)) continue;
			const fault = this.faults.take();
			const parcel = { hook, event: name, body, fault };
			void this.deliver(parcel);
			if (fault?.kind === 'twice') void this.deliver(parcel);
		}
	}

	private concerns(hook: WebHook, event: string, websiteId: string): boolean {
		if (hook.events !== undefined && !hook.events.includes(event)) return false;
		if (hook.kind === 'plugin') {
			return this.world.websites.get(websiteId)?.seenBy.has('plugin') === true;
		}
		return websiteId === (hook.websiteId ?? WEBSITE_ID) && !PLUGIN_HOOK_ONLY.includes(event);
	}

	/** Never rejects. */
	private async deliver(parcel: Parcel): Promise<void> {
		const { hookAttempts, hookRetryDelay } = this.timing;
		const limit = parcel.hook.kind === 'plugin' ? hookAttempts : 1;
		const { signal } = this.closing;
		for (let attempt = 1; attempt <= limit; attempt++) {
			if (attempt > 1) await wait(hookRetryDelay, undefined, { signal }).catch(() => {});
			if (signal.aborted) return;
			const delivery = await this.send(parcel, attempt, limit);
			if (signal.aborted) return;
			this.deliveries.push(delivery);
			this.onChange();
			if (delivery.status !== undefined && delivery.status < 300) return;
		}
	}

	private async send(parcel: Parcel, attempt: number, limit: number): Promise<HookDelivery> {
		const { hook, event, body } = parcel;
		const about = { kind: hook.kind, event, attempt };
		try {
			const response = await fetch(hook.url, {
				method: 'POST',
				headers: this.headers(parcel, attempt, limit),
				body,
				redirect: 'manual',
				signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_MS)]),
			});
			return { ...about, status: response.status, answer: await response.text() };
		} catch {
			return about;
		}
	}

	private headers({ hook, body, fault }: Parcel, attempt: number, limit: number) {
		const sentAt = this.world.now() - (fault?.kind === 'old' ? fault.ms : 0);
		const timestamp = String(sentAt);
		const headers: Record<string, string> = {
			'Content-Type': 'application/json',
			'X-Crisp-Hook-Origin':
				hook.kind === 'plugin' ? 'plugin/rtm sandbox production' : 'website/rtm',
			'X-Crisp-Request-Timestamp': timestamp,
			'X-Delivery-Attempt-Count': String(attempt),
			'X-Delivery-Attempt-Limit': String(limit),
		};
		if (hook.kind === 'plugin' && fault?.kind !== 'unsigned') {
			const secret = fault?.kind === 'wrongSignature' ? `not ${hook.secret}` : hook.secret;
			headers['X-Crisp-Signature'] = sign(secret, timestamp, body);
		}
		return headers;
	}
}
