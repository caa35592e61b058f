import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Account } from '../client/account';
import { TIER_NAMES } from '../client/tiers';
import { maskSecrets } from '../mask';
import { LookUpError, type AttemptEnd } from '../realtime/session';

const MAX_DETAIL_LENGTH = 200;

/** Words of a server, which must not bring the token into a log whatever they are. */
function clean(detail: string | undefined, account: Account): string {
	if (!detail) return '';
	const text = maskSecrets(account)(detail).replace(/\s+/g, ' ').slice(0, MAX_DETAIL_LENGTH);
	return `: ${text}`;
}

/** Why a connection has ended or was never made, as the end of a sentence. */
export function describeEnd(end: AttemptEnd, account: Account): string {
	const detail = clean(end.detail, account);
	switch (end.code) {
		case 'stopped':
			return 'the trigger was stopped';
		case 'unreachable':
			return `the server could not be reached${detail}`;
		case 'handshakeTimeout':
			return 'the server did not begin to speak in time';
		case 'joinTimeout':
			return 'the server did not go on after its greeting';
		case 'refused':
			return `the server did not let the connection in${detail}`;
		case 'loginTimeout':
			return 'the login was not answered in time';
		case 'loginDeclined':
			return 'the login was declined without a reason';
		case 'unauthorized':
			return `the token is not accepted${detail}`;
		case 'disconnected':
			return 'the server ended the connection';
		case 'closed':
			return `the connection was closed${detail}`;
		case 'silence':
			return 'the server went silent';
		case 'lookUpFailed':
			return `the address of the real-time API could not be looked up${detail}`;
	}
}

/** What a person must know when the trigger cannot go on: what has happened, and what to do. */
export function endToError(
	node: INode,
	end: AttemptEnd,
	account: Account,
): NodeApiError | NodeOperationError {
	const { cause } = end.cause instanceof LookUpError ? end.cause : {};
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) return cause;
	if (end.code === 'unauthorized') {
		return new NodeOperationError(
			node,
			`Crisp does not accept the token for real-time events${clean(end.detail, account)}`,
			{
				description: `Check 'Identifier' and 'Key' in the credential, and that 'Token Tier' (${TIER_NAMES[account.tier]}) is the kind of token that you made. A token that was rolled in Crisp must be entered anew.`,
			},
		);
	}
	return new NodeOperationError(
		node,
		`No real-time connection to Crisp: ${describeEnd(end, account)}`,
		{
			description: 'Try again in a moment. An active workflow keeps trying by itself.',
		},
	);
}
