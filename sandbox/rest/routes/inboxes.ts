import { copy } from '../../json';
import type { Inbox } from '../../model';
import type { World } from '../../world';
import { checkFilter } from '../../domain/filter';
import type { Routes, WebsiteCall } from '../call';
import { added, deleted, guessed, listed, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';

const BASE = 'website/{website_id}/inbox/{inbox_id}';

const text: Schema = { type: 'string' };
const ids: Schema = { type: 'array', items: text };

const INBOX: Schema = {
	properties: {
		name: { type: 'string', minLength: 1 },
		emoji: text,
		order: { type: 'integer' },
		operators: ids,
		teams: ids,
		conditions: { type: 'array' },
		operator: { enum: ['and', 'or'] },
	},
};

const ORDERS: Schema = {
	required: ['orders'],
	properties: {
		orders: {
			type: 'array',
			items: {
				type: 'object',
				required: ['inbox_id', 'order'],
				properties: { inbox_id: text, order: { type: 'integer' } },
			},
		},
	},
};

type Writable = Omit<Inbox, 'inbox_id' | 'created_at' | 'updated_at'>;

const blank = (): Writable => ({
	name: '',
	emoji: '',
	order: 0,
	operators: [],
	teams: [],
	conditions: [],
	operator: 'and',
});

function inboxOf({ website, params }: WebsiteCall): Inbox {
	const inbox = website.inboxes.get(params.inbox_id);
	if (!inbox) throw guessed('unknownInboxRead');
	return inbox;
}

function readInbox({ body }: WebsiteCall): Writable {
	check(INBOX, body);
	checkFilter(body.conditions ?? [], 'data.conditions');
	const given = Object.entries(copy(body)).filter(([name]) => Object.hasOwn(blank(), name));
	return { ...blank(), ...Object.fromEntries(given) };
}

/** Inboxes of a website. */
export function inboxRoutes(world: World): Routes<WebsiteCall> {
	/** An inbox also names the operators that its teams bring. */
	const view = ({ website }: WebsiteCall, inbox: Inbox) => {
		const team_operators = inbox.teams.flatMap((id) => website.teams.get(id)?.operators ?? []);
		return copy({ ...inbox, team_operators: [...new Set(team_operators)] });
	};

	return {
		'GET website/{website_id}/inboxes/list/{page_number}': (call) => {
			const sorted = [...call.website.inboxes.values()].sort((a, b) => a.order - b.order);
			const page = call.query.page(sorted, call.params.page_number);
			return listed(page.map((inbox) => view(call, inbox)));
		},

		'PATCH website/{website_id}/inboxes/batch/order': ({ website, body }) => {
			check(ORDERS, body);
			const { orders } = body as unknown as { orders: Array<Pick<Inbox, 'inbox_id' | 'order'>> };
			for (const { inbox_id, order } of orders) {
				const inbox = website.inboxes.get(inbox_id);
				if (!inbox) throw guessed('unknownInboxRead');
				inbox.order = order;
			}
			return updated();
		},

		'POST website/{website_id}/inbox': (call) => {
			const inbox_id = world.uuid();
			const now = world.now();
			const inbox = { inbox_id, ...readInbox(call), created_at: now, updated_at: now };
			call.website.inboxes.set(inbox_id, inbox);
			return added({ inbox_id });
		},

		[`HEAD ${BASE}`]: (call) => resolved(inboxOf(call).inbox_id),
		[`GET ${BASE}`]: (call) => resolved(view(call, inboxOf(call))),

		[`PUT ${BASE}`]: (call) => {
			const inbox = inboxOf(call);
			Object.assign(inbox, readInbox(call), { updated_at: world.now() });
			return updated();
		},

		[`DELETE ${BASE}`]: (call) => {
			const { inbox_id } = inboxOf(call);
			call.website.inboxes.delete(inbox_id);
			for (const conversation of call.website.conversations.values()) {
				if (conversation.inbox_id === inbox_id) conversation.inbox_id = null;
			}
			return deleted();
		},
	};
}
