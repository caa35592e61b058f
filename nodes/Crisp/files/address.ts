import { isLoopback } from '../client/loopback';

/**
 * Where Crisp keeps files and pictures of conversations. Source: guide "Whitelisting our Systems /
 * Crisp Domain Names" (2024-12-23): file downloads and uploads, avatars and images.
 */
export const CRISP_FILE_HOSTS = ['storage.crisp.chat', 'image.crisp.chat'];

/** Whose files may be fetched. */
export interface FileSources {
	/** Host names of the user's own choice in lower case, with a port where it is not 443. */
	hosts: readonly string[];
	/** The credential's base URL: a sandbox on this machine keeps its files itself. */
	baseUrl: string;
}

/** The base URL's origin where it is this machine, with its port; otherwise nothing. */
function ownOrigin(baseUrl: string): string | undefined {
	if (!URL.canParse(baseUrl)) return undefined;
	const { hostname, origin } = new URL(baseUrl);
	return isLoopback(hostname) ? origin : undefined;
}

/**
 * Why a file may not be fetched. Addresses in messages are written by whoever uses the chatbox, and
 * this machine can reach what they cannot.
 *
 * @returns `undefined` where it may: over https from Crisp's own or a chosen host, or from the
 *   sandbox that the credential names
 */
export function whyNotFetched(address: string, sources: FileSources): string | undefined {
	if (!URL.canParse(address)) return 'Its address is not valid';
	const { protocol, host, username, password, origin } = new URL(address);
	if (username !== '' || password !== '') return 'Its address holds a user name';
	if (origin === ownOrigin(sources.baseUrl)) return undefined;
	if (protocol !== 'https:') return 'Its address does not begin with https://';
	if ([...CRISP_FILE_HOSTS, ...sources.hosts].includes(host)) return undefined;
	return `It is not kept by Crisp but on ${host}. Add this host to 'Attachment Hosts' to trust it.`;
}
