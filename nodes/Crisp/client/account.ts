import { createHash } from 'crypto';
import { UserError, type ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isLoopback } from './loopback';

export type Tier = 'website' | 'plugin' | 'user';

/** The `crispApi` credential in a checked, ready-to-use form. */
export interface Account {
	tier: Tier;
	identifier: string;
	key: string;
	/** Default website (workspace); empty where the credential names none. */
	websiteId: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Secret of Crisp's web hooks; empty where none is set. */
	webhookSecret: string;
}

/** What web hooks need of the credential, which is no token. */
export type HookAccount = Pick<Account, 'tier' | 'websiteId' | 'baseUrl' | 'webhookSecret'>;

export const DEFAULT_BASE_URL = 'https://api.crisp.chat/v1';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/**
 * Accepts the two parts in their own fields, or both as `identifier:key` in either field (the form
 * in which tokens are often passed around). Neither part of a Crisp token contains a colon.
 *
 * @throws UserError where a part is missing or the two fields contradict each other; never quotes the key
 */
function readKeypair(
	identifierField: string,
	keyField: string,
): { identifier: string; key: string } {
	const pasted = [identifierField, keyField].find((value) => value.includes(':'));
	if (pasted === undefined) {
		if (!identifierField) {
			throw new UserError(
				"The credential has no 'Identifier'. Paste the first part of the Crisp token into it.",
			);
		}
		if (!keyField) {
			throw new UserError(
				"The credential has no 'Key'. Paste the second part of the Crisp token into it.",
			);
		}
		return { identifier: identifierField, key: keyField };
	}
	const colon = pasted.indexOf(':');
	const identifier = pasted.slice(0, colon).trim();
	const key = pasted.slice(colon + 1).trim();
	const other = pasted === identifierField ? keyField : identifierField;
	const agrees =
		other === '' || other === pasted || other === (pasted === identifierField ? key : identifier);
	if (!identifier || !key || key.includes(':') || !agrees) {
		throw new UserError(
			"The fields 'Identifier' and 'Key' do not fit together: one of them holds a pasted 'identifier:key' pair. Put the part before the colon into 'Identifier' and the part after it into 'Key'.",
		);
	}
	return { identifier, key };
}

function readBaseUrl(value: string): string {
	const given = value || DEFAULT_BASE_URL;
	if (!URL.canParse(given)) {
		throw new UserError(
			`The credential's 'API Base URL' is not an address. Use ${DEFAULT_BASE_URL} unless Crisp told you otherwise.`,
		);
	}
	const url = new URL(given);
	const encrypted =
		url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
	if (!encrypted || url.username || url.password || url.search || url.hash) {
		throw new UserError(
			`The credential's 'API Base URL' must be a plain https:// address, so that the key is never sent in the clear. Use ${DEFAULT_BASE_URL} unless Crisp told you otherwise.`,
		);
	}
	return given.replace(/\/+$/, '');
}

/**
 * Reads the part of the decrypted `crispApi` credential that needs no token.
 *
 * @throws UserError for an unknown tier
 */
export function readHookAccount(credential: ICredentialDataDecryptedObject): HookAccount {
	const tier = text(credential.tier) || 'website';
	if (tier !== 'website' && tier !== 'plugin' && tier !== 'user') {
		throw new UserError("The credential's 'Token Tier' must be Website, Plugin or User.");
	}
	return {
		tier,
		websiteId: text(credential.websiteId),
		baseUrl: readBaseUrl(text(credential.baseUrl)),
		webhookSecret: text(credential.webhookSecret),
	};
}

/** Equal for equal tokens at one server; does not tell the secret. */
export const connectionKey = ({ baseUrl, tier, identifier, key }: Account): string =>
	createHash('sha256')
		.update(JSON.stringify([baseUrl, tier, identifier, key]))
		.digest('hex');

/**
 * Reads and checks the decrypted `crispApi` credential.
 *
 * @throws UserError that names the field to correct and never contains the key
 */
export function readAccount(credential: ICredentialDataDecryptedObject): Account {
	return {
		...readHookAccount(credential),
		...readKeypair(text(credential.identifier), text(credential.key)),
	};
}

/**
 * The two headers that Crisp wants on every call. Source: guide "REST API / Authentication"
 * (HTTP Basic of `identifier:key`, and the tier that must match the kind of token).
 */
export function authenticationHeaders(account: Account): Record<string, string> {
	const pair = Buffer.from(`${account.identifier}:${account.key}`, 'utf8').toString('base64');
	return { Authorization: `Basic ${pair}`, 'X-Crisp-Tier': account.tier };
}
