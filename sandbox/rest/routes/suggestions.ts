import { countValues } from '../../domain/suggestions';
import type { Routes, WebsiteCall } from '../call';
import { listed } from '../envelope';

/** Segments and data keys that conversations of a website use. */
export function conversationSuggestionRoutes(): Routes<WebsiteCall> {
	const metas = ({ website }: WebsiteCall) =>
		[...website.conversations.values()].map(({ meta }) => meta);

	return {
		'GET website/{website_id}/conversations/suggest/segments/{page_number}': (call) => {
			const counted = countValues(metas(call).flatMap(({ segments }) => segments));
			const shown = counted.map(({ value, count }) => ({ segment: value, count }));
			return listed(call.query.page(shown, call.params.page_number));
		},
		'GET website/{website_id}/conversations/suggest/data/{page_number}': (call) => {
			const counted = countValues(metas(call).flatMap(({ data }) => Object.keys(data)));
			const shown = counted.map(({ value, count }) => ({ key: value, count }));
			return listed(call.query.page(shown, call.params.page_number));
		},
	};
}
