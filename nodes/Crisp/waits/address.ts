/*
 * Addresses of waiting executions. Path and query are signed by n8n and the host is not, so they can
 * be joined with whatever address this n8n knows for itself.
 */

/** What may stand in a path or query that n8n has made itself. */
const PLAIN = /^[A-Za-z0-9/?&=%._~-]+$/;

/** The part of a signed address that a mark holds. */
export function pathOf(address: string): string {
	const { pathname, search } = new URL(address);
	return `${pathname}${search}`;
}

/**
 * The address of n8n's waiting web hooks, without a slash at its end.
 *
 * @param resumeUrl what `$execution.resumeUrl` gives, whose last part is an execution
 * @returns `undefined` where it is no address
 */
export function waitingBase(resumeUrl: unknown): string | undefined {
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) return undefined;
	const { origin, pathname } = new URL(resumeUrl);
	return `${origin}${pathname.replace(/\/[^/]*\/?$/, '')}`;
}

/**
 * Joins the path of a mark with this n8n's own address.
 *
 * @param base see `waitingBase`
 * @param path path and query
 * @returns `undefined` where the path does not lead to a waiting execution of this n8n
 */
export function addressOf(base: string, path: string): string | undefined {
	const { origin, pathname } = new URL(base);
	const prefix = `${pathname.replace(/\/+$/, '')}/`;
	if (!PLAIN.test(path) || !path.startsWith(prefix)) return undefined;
	// An execution, and where n8n names it a node: no dots that could lead elsewhere.
	if (!/^\d+(\/[A-Za-z0-9-]+)?\?/.test(path.slice(prefix.length))) return undefined;
	return `${origin}${path}`;
}

/** The wait that an address belongs to; `null` where it names none. */
export const waitIdOf = (path: string): string | null =>
	new URLSearchParams(path.slice(path.indexOf('?') + 1)).get('ask');
