import type { Conversation } from '../../model';
import type { Routes, WebsiteCall } from '../call';
import { listed, resolved } from '../envelope';

function visitorView({ session_id, inbox_id, meta, active, initiated, pages }: Conversation) {
	const { nickname, email, avatar, device } = meta;
	const last = pages.at(-1);
	return {
		session_id,
		inbox_id,
		nickname,
		email,
		avatar,
		initiated,
		active: active.now,
		last_page: { page_title: last?.page_title ?? '', page_url: last?.page_url ?? '' },
		geolocation: device.geolocation ?? {},
		timezone: device.timezone ?? 0,
		capabilities: device.capabilities ?? [],
		locales: device.locales ?? [],
	};
}

const present = ({ website }: WebsiteCall): Conversation[] =>
	[...website.conversations.values()].filter(({ availability }) => availability === 'online');

/** Visitors who are on the website now: those whose conversation is online. */
export function visitorRoutes(): Routes<WebsiteCall> {
	return {
		'GET website/{website_id}/visitors/count': (call) => {
			const count = present(call).length;
			return resolved({ count, active: count, limited: false });
		},
		'GET website/{website_id}/visitors/list/{page_number}': (call) =>
			listed(call.query.page(present(call).map(visitorView), call.params.page_number)),
	};
}
