import Crisp from 'crisp-api';

import { credential, executeNode } from '../support/n8n';
import { nodeWith } from '../support/nodes';
import { envelope, refusal, startServer, type Seen } from '../support/server';
import { byId, WEBSITE, type AnyCase, type Sent } from './case';

export function toSent({ method, url, body }: Seen): Sent {
	const { pathname, searchParams } = new URL(url, 'http://localhost');
	return {
		method,
		path: decodeURIComponent(pathname),
		query: Object.fromEntries(searchParams),
		body: body === '' ? undefined : JSON.parse(body),
	};
}

/** Runs one case through the real node, and through the official client if it can do the same, against a recording server. */
export async function runCase(one: AnyCase): Promise<{ node: Sent[]; client: Sent[] }> {
	let replies = [...(one.replies ?? [])];
	const answers = [...(one.answers ?? [])];
	const server = await startServer(() => {
		const status = replies.shift() ?? 200;
		return status === 200
			? { body: envelope(answers.shift() ?? one.data ?? {}) }
			: { status, body: refusal('not_found') };
	});
	try {
		await executeNode(nodeWith(one.resource, one.operation), {
			parameters: {
				resource: one.resource,
				operation: one.operation,
				websiteId: byId(WEBSITE),
				...one.parameters,
			},
			credential: credential(`${server.url}/v1`),
		});
		const node = server.seen.splice(0).map(toSent);
		if (!('call' in one)) return { node, client: [] };

		replies = [];
		const client = new Crisp();
		client.setRestHost(server.url);
		client.authenticateTier('website', 'test-identifier', 'test-key');
		await one.call(client);
		return { node, client: server.seen.map(toSent) };
	} finally {
		await server.close();
	}
}
