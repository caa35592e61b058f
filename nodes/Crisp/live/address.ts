import { isLoopback } from '../client/loopback';

const SOCKET_PROTOCOLS: Record<string, 'ws:' | 'wss:'> = {
	'ws:': 'ws:',
	'http:': 'ws:',
	'wss:': 'wss:',
	'https:': 'wss:',
};

/**
 * The address to dial for an endpoint that Crisp advertises: its origin and path (a real server
 * drops a path without a slash at the end), its query, hash and user info left out.
 *
 * @returns `undefined` where the endpoint is no socket address, or one over which the key must not
 *   travel: unencrypted, unless it is this machine
 */
export function socketAddress(endpoint: string): string | undefined {
	if (!URL.canParse(endpoint)) return undefined;
	const { protocol, host, hostname, pathname } = new URL(endpoint);
	const scheme = SOCKET_PROTOCOLS[protocol];
	if (scheme === undefined || host === '') return undefined;
	if (scheme === 'ws:' && !isLoopback(hostname)) return undefined;
	const path = pathname.endsWith('/') ? pathname : `${pathname}/`;
	return `${scheme}//${host}${path}?EIO=4&transport=websocket`;
}
