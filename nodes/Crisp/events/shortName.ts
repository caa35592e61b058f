import { createHash } from 'crypto';

/** 48 bits, so that two names do not meet in practice. */
export const SHORT_NAME_LENGTH = 8;

/** A short name for a longer one, such as that of a conversation: thousands may have to be stored. */
export const shortName = (name: string): string =>
	createHash('sha256').update(name).digest('base64url').slice(0, SHORT_NAME_LENGTH);
