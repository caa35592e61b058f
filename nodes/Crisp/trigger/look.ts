import type { Client } from '../client/request';
import type { GetData } from '../events/firstMessages';

/**
 * Looks at something in Crisp right now, for an event that waits.
 *
 * @param openClient opens the credential for requests
 * @returns gives the data of a path; nothing (an empty object) for what is not there
 * @throws NodeApiError
 */
export function makeLook(openClient: () => Promise<Client>, signal: AbortSignal): GetData {
	let client: Promise<Client> | undefined;
	return async (path) => {
		client ??= openClient();
		const answer = client.then(
			async ({ send }) => await send({ method: 'GET', path }, { signal, accept: [404] }),
		);
		// The next one is opened with the credential as it is then.
		answer.catch(() => (client = undefined));
		return (await answer).data;
	};
}
