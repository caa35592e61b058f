import { randomUUID } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';
import express from 'express';

import type { World } from './world';

/** Largest file that an upload takes by default, in bytes. */
export const SIZE_LIMIT = 10_000_000;

interface Slot {
	name: string;
	type: string;
	signature: string;
	/** Undefined until the file was uploaded. */
	content?: Buffer;
}

export interface UploadRequest {
	namespace: string;
	/** The caller's own id, by which it knows the event again. */
	id: string;
	file: { name: string; type: string };
	resource?: { type?: string; id?: string };
}

/** Uploaded files, kept in memory: signed addresses to PUT to, open ones to GET from. */
export class Bucket {
	private readonly slots = new Map<string, Slot>();
	readonly router = express.Router();

	constructor(
		private readonly world: World,
		/** Address of the sandbox, without a slash at the end. */
		private readonly origin: string,
		/** Largest file, in bytes. */
		private readonly sizeLimit = SIZE_LIMIT,
	) {
		this.router.put('/:token/:name', express.raw({ type: () => true, limit: sizeLimit }));
		this.router.put('/:token/:name', (request, response) => {
			const slot = this.slots.get(request.params.token);
			const signed = slot && request.query.signature === slot.signature;
			if (!signed || request.get('content-type') !== slot.type || !Buffer.isBuffer(request.body)) {
				response.status(403).end();
				return;
			}
			slot.content = request.body;
			response.status(200).end();
		});
		this.router.get('/:token/:name', (request, response) => {
			const slot = this.slots.get(request.params.token);
			if (!slot?.content) {
				response.status(404).end();
				return;
			}
			// A file may be a web page; it must not run with the rights of the visitor page.
			response.set('content-security-policy', 'sandbox').type(slot.type).send(slot.content);
		});
		this.router.use(
			(_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
				response.status(413).end();
			},
		);
	}

	/** Keeps a file as if it had been uploaded. @returns its address */
	keep(file: { name: string; type: string }, content: Buffer): string {
		const token = randomUUID();
		this.slots.set(token, { ...file, signature: randomUUID(), content });
		return this.addressOf(token, file.name);
	}

	private addressOf(token: string, name: string): string {
		return `${this.origin}/bucket/${token}/${encodeURIComponent(name)}`;
	}

	/** Makes an address and announces it to the token that asked, as Crisp does: by an event only. */
	generate(
		{ namespace, id, file, resource }: UploadRequest,
		caller: { tier: string; identifier: string },
	): void {
		const token = randomUUID();
		const signature = randomUUID();
		this.slots.set(token, { ...file, signature });
		const url = this.addressOf(token, file.name);
		this.world.hub.emit({
			name: `bucket:url:${namespace}:generated`,
			websiteId: null,
			identifier: caller.identifier,
			payload: {
				from: caller.tier,
				identifier: caller.identifier,
				id,
				type: namespace,
				...(resource ? { resource } : {}),
				policy: { size_limit: this.sizeLimit },
				url: { resource: url, signed: `${url}?signature=${signature}` },
			},
		});
	}
}
