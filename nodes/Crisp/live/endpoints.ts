import { NodeOperationError, type INode } from 'n8n-workflow';

import type { Account } from '../client/account';
import { plainError, refusalOf } from '../client/errors';
import { buildPath, PathValueError } from '../client/path';
import { openClient, type RequestContext } from '../client/request';
import { passesByItself } from '../client/retry';
import { asObject } from '../objects';
import type { Login } from '../realtime/connection';
import { LookUpError, type Permanence } from '../realtime/session';
import { socketAddress } from './address';

/**
 * Where to ask for the endpoint. For a website token both official clients ask without an ID; the
 * route with the ID is public as well and goes first here, because it tells at once when the token
 * does not belong to the chosen website, which would otherwise show as an event that never comes.
 */
function connectPath({ tier }: Account, websiteId: string | undefined): string {
	if (tier !== 'website') return `/${tier}/connect/endpoints`;
	return websiteId === undefined
		? '/website/connect/endpoints'
		: buildPath('/website/{websiteId}/connect/endpoints', { websiteId });
}

/** Whether asking again can help, after a request that was refused. */
function permanenceOf(error: unknown): Permanence {
	const refusal = refusalOf(error);
	// Nothing was sent: the credential cannot be used as it is.
	if (refusal === undefined) return 'always';
	const { kind, status } = refusal;
	if (kind === 'refused' && (status === 401 || status === 403)) return 'always';
	// What answers may be no Crisp at all, as long as it has never been one.
	if (kind === 'notJson' || kind === 'notCrisp' || kind === 'saysNothing') return 'atStart';
	// A name that is not found may be a resolver that is not ready yet.
	return kind !== 'refused' || passesByItself(status) ? 'never' : 'atStart';
}

const endpointIn = (value: unknown): string[] => {
	const { app } = asObject(asObject(value).socket);
	return typeof app === 'string' && app !== '' ? [app] : [];
};

const refuse = (node: INode, message: string, description: string): LookUpError =>
	new LookUpError('atStart', new NodeOperationError(node, message, { description }));

const toLookUpError = (node: INode, error: unknown): LookUpError =>
	error instanceof LookUpError
		? error
		: new LookUpError(permanenceOf(error), plainError(node, error));

/**
 * `data.socket.app`, then `data.rescue.socket.app` for when the first does not answer, as addresses
 * to dial.
 */
function addressesIn(node: INode, data: unknown): string[] {
	const answer = asObject(data);
	const endpoints = [...endpointIn(answer), ...endpointIn(answer.rescue)];
	if (endpoints.length === 0) {
		throw refuse(
			node,
			'Crisp named no address for its real-time API',
			"Check 'API Base URL' in the credential.",
		);
	}
	const addresses = endpoints.map(socketAddress).filter((address) => address !== undefined);
	if (addresses.length > 0) return addresses;
	throw refuse(
		node,
		'Crisp named an address for its real-time API that cannot be used safely',
		"Check 'API Base URL' in the credential: the key is sent over encrypted connections only.",
	);
}

/** What it takes to connect, as the credential is now. */
export interface Endpoints {
	/** Addresses to dial, over which the key may travel. One attempt: the session does its own waiting. */
	lookUp(this: void, signal: AbortSignal): Promise<string[]>;
	/** What to log in with, as the latest look-up has read it: the credential may have been edited. */
	login(this: void): Pick<Login, 'tier' | 'username' | 'password'>;
}

/**
 * @param account the credential as it was first read
 * @param websiteId whose endpoints a website token asks for
 * @returns a look-up that rejects with `LookUpError`, whose cause is an n8n error in plain words
 * @throws NodeOperationError where the website ID cannot be part of an address
 */
export function makeEndpoints(
	context: RequestContext,
	account: Account,
	websiteId: string | undefined,
): Endpoints {
	const node = context.getNode();
	let path: string;
	try {
		path = connectPath(account, websiteId);
	} catch (error) {
		if (!(error instanceof PathValueError)) throw plainError(node, error);
		throw new NodeOperationError(node, "The ID in 'Workspace' cannot be the ID of a workspace", {
			description:
				"Check 'Workspace' and the credential's 'Default Website ID'. The Crisp app shows the ID under Settings > Workspace Settings > Setup & Integrations.",
		});
	}
	let latest = account;
	const ask = async (signal: AbortSignal): Promise<string[]> => {
		const client = await openClient(context);
		latest = client.account;
		const options = { signal, retry: false, labels: ['Workspace'] };
		const { data } = await client.send({ method: 'GET', path }, options);
		return addressesIn(node, data);
	};
	return {
		lookUp: async (signal) =>
			await ask(signal).catch(async (error) => await Promise.reject(toLookUpError(node, error))),
		login: () => ({ tier: latest.tier, username: latest.identifier, password: latest.key }),
	};
}
