import type { IDataObject } from 'n8n-workflow';

import type { OperationContext, Parts } from '../../engine/spec';

/**
 * Changes the contact with this e-mail, or makes it where there is none. One request where the
 * contact exists, two where it does not: Crisp takes the e-mail in place of the ID and answers 404
 * for an unknown one.
 *
 * @returns the e-mail, whether the contact was made, and its ID where Crisp gives it
 */
export async function upsert(parts: Parts, { send }: OperationContext): Promise<IDataObject> {
	const body = parts.body as IDataObject;
	const values = { peopleId: String(body.email) };
	const changed = await send(
		{ method: 'PATCH', path: '/website/{websiteId}/people/profile/{peopleId}', values, body },
		[404],
	);
	if (changed.status !== 404) return { email: body.email, created: false };

	const made = await send({ method: 'POST', path: '/website/{websiteId}/people/profile', body });
	return { email: body.email, created: true, ...(made.data as IDataObject) };
}
