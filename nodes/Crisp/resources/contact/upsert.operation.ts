import type { IDataObject } from 'n8n-workflow';

import type { Answer } from '../../client/answer';
import { isAnswerLost } from '../../client/errors';
import type { OperationContext, Parts } from '../../engine/spec';

const PROFILE = '/website/{websiteId}/people/profile/{peopleId}';

/**
 * Makes the contact, which was not there a moment ago. Where the answer is lost, it is not sent again
 * but looked for: it is there if Crisp has made it.
 */
async function make(body: IDataObject, { send }: OperationContext): Promise<Answer> {
	const path = '/website/{websiteId}/people/profile';
	return await send({ method: 'POST', path, body }).catch(async (error: Error) => {
		if (!isAnswerLost(error)) return await Promise.reject(error);
		const values = { peopleId: String(body.email) };
		const found = await send({ method: 'GET', path: PROFILE, values }).catch(() => undefined);
		return found ?? (await Promise.reject(error));
	});
}

/**
 * Changes the contact with this e-mail, or makes it where there is none. One request where the
 * contact exists, two where it does not: Crisp takes the e-mail in place of the ID and answers 404
 * for an unknown one.
 *
 * @returns the e-mail, whether the contact was made, and its ID where Crisp gives it
 */
export async function upsert(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const body = parts.body as IDataObject;
	const values = { peopleId: String(body.email) };
	const changed = await context.send({ method: 'PATCH', path: PROFILE, values, body }, [404]);
	if (changed.status !== 404) return { email: body.email, created: false };

	const { people_id: id } = (await make(body, context)).data as IDataObject;
	return { email: body.email, created: true, ...(id === undefined ? {} : { people_id: id }) };
}
