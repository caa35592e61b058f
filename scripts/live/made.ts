/** Everything that a run makes in a workspace, so that it can be removed, by this run or the next. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { asObject, isObject } from '../../nodes/Crisp/objects';
import { need, needList, type Crisp } from './crisp';

/** At the beginning of every name that is made. */
export const PREFIX = 'n8n-live-';

const NICKNAME = /^n8n-live-[0-9a-f]{8}0?$/;
const EMAIL = /^n8n-live-[0-9a-f]{8}-\d+@example\.com$/i;
const SEGMENT = /^n8n-live-[0-9a-f]{8}x?$/;
const DATA_KEY = /^n8n_live_[0-9a-f]{8}(?:_\w+)?$/;

/** Pages of the newest conversations that are looked through for what an earlier run has left. */
const SWEEP_PAGES = 3;

/** Kept in a file as long as it is in the workspace. */
interface Ledger {
	conversations: string[];
	/** Their emails. */
	contacts: string[];
}

const texts = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Files of leftovers by workspace; they hold IDs and no token. */
function readLedgers(file: string): Record<string, Ledger> {
	if (!existsSync(file)) return {};
	try {
		const all: unknown = JSON.parse(readFileSync(file, 'utf8'));
		return Object.fromEntries(
			Object.entries(asObject(all)).map(([website, ledger]) => {
				const { conversations, contacts } = asObject(ledger);
				return [website, { conversations: texts(conversations), contacts: texts(contacts) }];
			}),
		);
	} catch {
		return {};
	}
}

export class Made {
	readonly name = `${PREFIX}${randomBytes(4).toString('hex')}`;

	private readonly ledger: Ledger;

	private contacts = 0;

	/** @param file where IDs are kept until they are removed */
	constructor(
		private readonly file: string,
		private readonly websiteId: string,
	) {
		this.ledger = readLedgers(file)[websiteId] ?? { conversations: [], contacts: [] };
	}

	/** Conversations and contacts that are still there. */
	get left(): number {
		return this.ledger.conversations.length + this.ledger.contacts.length;
	}

	/** By which an event is known to be about something of this run. */
	get ids(): string[] {
		return [this.name, ...this.ledger.conversations, ...this.ledger.contacts];
	}

	get segment(): string {
		return this.name;
	}

	/** A key for custom data. */
	dataKey(more: string): string {
		return `${this.name.replaceAll('-', '_')}_${more}`;
	}

	/** An address that nobody has. */
	newEmail(): string {
		const email = `${this.name}-${++this.contacts}@example.com`;
		this.ledger.contacts.push(email);
		this.save();
		return email;
	}

	/** @throws Unanswered where the token may not create one */
	async conversation(crisp: Crisp): Promise<string> {
		const { session_id: id } = need(
			await crisp.ask('POST', '{w}/conversation'),
			'no conversation can be created',
		);
		const sessionId = String(id);
		this.ledger.conversations.push(sessionId);
		this.save();
		need(
			await crisp.ask(
				'PATCH',
				'{w}/conversation/{sessionId}/meta',
				{ sessionId },
				{ body: { nickname: this.name } },
			),
			'a conversation cannot be named',
		);
		return sessionId;
	}

	/** @throws Unanswered where the token may not create one */
	async contact(crisp: Crisp): Promise<{ email: string; peopleId: string }> {
		const email = this.newEmail();
		const { people_id: id } = need(
			await crisp.ask(
				'POST',
				'{w}/people/profile',
				{},
				{ body: { email, person: { nickname: this.name } } },
			),
			'no contact can be created',
		);
		return { email, peopleId: String(id) };
	}

	private save(): void {
		const all = readLedgers(this.file);
		if (this.left > 0) all[this.websiteId] = this.ledger;
		else delete all[this.websiteId];
		if (Object.keys(all).length === 0) {
			rmSync(this.file, { force: true });
			return;
		}
		mkdirSync(path.dirname(this.file), { recursive: true });
		writeFileSync(this.file, JSON.stringify(all), { mode: 0o600 });
	}

	/**
	 * Adds what an earlier run has left and could not note: by its name, which nothing else has.
	 *
	 * @returns how many there are
	 */
	async findLeftovers(crisp: Crisp): Promise<number> {
		for (let page = 1; page <= SWEEP_PAGES; page++) {
			const said = await crisp.ask(
				'GET',
				'{w}/conversations/{page}',
				{ page: String(page) },
				{ query: { include_empty: 1, order_date_created: 1, per_page: 50 } },
			);
			if (said.refusal !== undefined) break;
			const list = needList(said, 'conversations');
			for (const { session_id: id, meta } of list) {
				const { nickname } = asObject(meta);
				if (typeof id !== 'string' || !NICKNAME.test(String(nickname))) continue;
				if (!this.ledger.conversations.includes(id)) this.ledger.conversations.push(id);
			}
			if (list.length === 0) break;
		}
		const people = await crisp.ask(
			'GET',
			'{w}/people/profiles/{page}',
			{ page: '1' },
			{ query: { search_text: PREFIX, per_page: 50 } },
		);
		for (const { email } of Array.isArray(people.data) ? people.data.filter(isObject) : []) {
			if (typeof email !== 'string' || !EMAIL.test(email)) continue;
			if (!this.ledger.contacts.includes(email)) this.ledger.contacts.push(email);
		}
		this.save();
		return this.left;
	}

	/**
	 * Removes everything, and goes on where something cannot be removed.
	 *
	 * @param crisp one that is not ended by what has ended the run
	 */
	async remove(crisp: Crisp): Promise<void> {
		const isGone = async (path: string, values: Record<string, string>): Promise<boolean> => {
			const { refusal } = await crisp.ask('DELETE', path, values).catch(() => ({ refusal: '0' }));
			return refusal === undefined || refusal.startsWith('404');
		};
		for (const sessionId of [...this.ledger.conversations]) {
			if (!(await isGone('{w}/conversation/{sessionId}', { sessionId }))) continue;
			this.ledger.conversations = this.ledger.conversations.filter((id) => id !== sessionId);
			this.save();
		}
		for (const email of [...this.ledger.contacts]) {
			if (!(await isGone('{w}/people/profile/{email}', { email }))) continue;
			this.ledger.contacts = this.ledger.contacts.filter((one) => one !== email);
			this.save();
		}
		await this.removeSuggestions(crisp).catch(() => {});
	}

	/** Segments and keys of data that Crisp goes on suggesting after they are gone. */
	private async removeSuggestions(crisp: Crisp): Promise<void> {
		const kinds = [
			{ list: 'segments', one: 'segment', key: 'segment', own: SEGMENT },
			{ list: 'data', one: 'data', key: 'key', own: DATA_KEY },
		];
		for (const { list, one, key, own } of kinds) {
			const said = await crisp.ask('GET', `{w}/conversations/suggest/${list}/{page}`, {
				page: '1',
			});
			for (const { [key]: value } of Array.isArray(said.data) ? said.data.filter(isObject) : []) {
				if (typeof value !== 'string' || !own.test(value)) continue;
				await crisp.ask(
					'DELETE',
					`{w}/conversations/suggest/${one}`,
					{},
					{ body: { [key]: value } },
				);
			}
		}
	}
}
