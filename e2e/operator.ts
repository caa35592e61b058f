import type { Sandbox } from '../sandbox';

/** What an operator does in Crisp's app: requests with the token of a person. */
export class Operator {
	constructor(private readonly sandbox: Sandbox) {}

	/** @throws Error where the sandbox refuses it */
	private async request(method: string, path: string, body: object): Promise<void> {
		const { apiUrl, websiteId, credentials } = this.sandbox;
		const { identifier, key } = credentials.user;
		const response = await fetch(`${apiUrl}/website/${websiteId}/${path}`, {
			method,
			headers: {
				authorization: `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`,
				'x-crisp-tier': 'user',
				'content-type': 'application/json',
			},
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
	}

	async answer(sessionId: string, content: string): Promise<void> {
		const body = { type: 'text', from: 'operator', origin: 'chat', content };
		await this.request('POST', `conversation/${sessionId}/message`, body);
	}

	/** A private note. */
	async note(sessionId: string, content: string): Promise<void> {
		const body = { type: 'note', from: 'operator', origin: 'chat', content };
		await this.request('POST', `conversation/${sessionId}/message`, body);
	}

	async markAsRead(sessionId: string): Promise<void> {
		const body = { from: 'user', origin: 'chat' };
		await this.request('PATCH', `conversation/${sessionId}/read`, body);
	}

	async resolve(sessionId: string): Promise<void> {
		await this.request('PATCH', `conversation/${sessionId}/state`, { state: 'resolved' });
	}

	/** @param operator ID; `null` takes the assignment away */
	async assign(sessionId: string, operator: string | null): Promise<void> {
		const assigned = operator === null ? null : { user_id: operator };
		await this.request('PATCH', `conversation/${sessionId}/routing`, { assigned });
	}

	async changeMeta(sessionId: string, meta: object): Promise<void> {
		await this.request('PATCH', `conversation/${sessionId}/meta`, meta);
	}

	/** Removes a conversation. */
	async remove(sessionId: string): Promise<void> {
		await this.request('DELETE', `conversation/${sessionId}`, {});
	}

	async addContact(profile: object): Promise<void> {
		await this.request('POST', 'people/profile', profile);
	}

	/** @param contact ID or email */
	async changeContact(contact: string, profile: object): Promise<void> {
		await this.request('PATCH', `people/profile/${contact}`, profile);
	}
}
