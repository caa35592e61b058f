import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import express, { type Request, type Response } from 'express';

export interface CrmContact {
	email: string;
	name?: string;
	phone?: string;
	company?: string;
}

/** Where a CRM tells of its changes, and what it must know for that. */
interface Subscription {
	url: string;
	header: [name: string, value: string];
}

/**
 * A CRM with an API for contacts. It tells of every change, as CRMs do: of those that come through its
 * API as well.
 */
export class Crm {
	readonly contacts = new Map<string, CrmContact>();

	/** Contacts that were saved through the API, in order. */
	readonly writes: CrmContact[] = [];

	/** Base URL of the API. */
	url = '';

	subscription?: Subscription;

	private stop: () => Promise<void> = async () => {};

	constructor(readonly header: [name: string, value: string]) {}

	async start(): Promise<void> {
		const app = express();
		app.use(express.json());
		app.use((request, response, next) => {
			const [name, value] = this.header;
			if (request.get(name) === value) next();
			else response.status(401).json({ message: 'unknown key' });
		});
		app.get('/contacts/:email', (request: Request<{ email: string }>, response: Response) => {
			const contact = this.contacts.get(request.params.email);
			if (contact) response.json(contact);
			else response.status(404).json({ message: 'no such contact' });
		});
		app.put('/contacts/:email', async (request: Request<{ email: string }>, response: Response) => {
			const contact = request.body as CrmContact;
			this.writes.push(contact);
			response.json(contact);
			await this.save(contact);
		});
		const server = app.listen(0, '127.0.0.1');
		await once(server, 'listening');
		this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		this.stop = async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		};
	}

	/** Somebody saves a contact in the CRM. */
	async save(contact: CrmContact): Promise<void> {
		this.contacts.set(contact.email, contact);
		if (!this.subscription) return;
		const { url, header } = this.subscription;
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [header[0]]: header[1] },
			body: JSON.stringify(contact),
		});
		if (!response.ok) throw new Error(`The web hook answered ${response.status}`);
	}

	async close(): Promise<void> {
		await this.stop();
	}
}
