import type { Needs } from '../../client/errors';

/**
 * Routes of conversations that every kind of token may use.
 *
 * @param scope the part of the scope's name after `website:conversation:`
 */
export const needs = (scope: string, access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:conversation:${scope} ${access}`,
});

/** Every kind of token; no source names the scope. */
export const anyTier: Needs = { tiers: ['website', 'plugin', 'user'] };

/** Routes that the client's README labelled for the tokens of Crisp's own apps. */
export const userTier: Needs = { tiers: ['user'] };
