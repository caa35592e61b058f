import type { IDataObject } from 'n8n-workflow';

import { isAnswerLost } from '../../client/errors';
import type { OperationContext, Parts } from '../../engine/spec';
import { isEmpty } from '../../engine/convert';
import { asObject, isObject } from '../../objects';

const PROFILE = '/website/{websiteId}/people/profile/{peopleId}';

/** Leaves out what is empty: a blank cell of a table must not wipe what Crisp has. */
const withoutEmpty = (given: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(given)
			.map(([name, value]) => [name, isObject(value) ? withoutEmpty(value) : value] as const)
			.filter(([, value]) => !isEmpty(value)),
	);

/** Crisp wants a name of a new contact: that before the @ where none is given. */
const withNickname = (body: IDataObject, email: string): IDataObject => ({
	...body,
	person: { nickname: email.split('@')[0], ...asObject(body.person) },
});

/**
 * Makes the contact, which was not there a moment ago. Where the answer is lost, it is not sent again
 * but looked for: it is there if Crisp has made it.
 *
 * @returns what Crisp tells of it
 */
async function make(
	body: IDataObject,
	email: string,
	{ send, read }: OperationContext,
): Promise<IDataObject> {
	const path = '/website/{websiteId}/people/profile';
	const made = send({ method: 'POST', path, body }).then(({ data }) => asObject(data));
	return await made.catch(async (error: Error) => {
		if (!isAnswerLost(error)) return await Promise.reject(error);
		const values = { peopleId: email };
		const found = await read({ path: PROFILE, values }).catch((): IDataObject => ({}));
		// Only a profile proves that it was made.
		return typeof found.people_id === 'string' ? found : await Promise.reject(error);
	});
}

/**
 * Changes the contact with this e-mail, or makes it where there is none. What is empty is not sent. One request where the
 * contact exists, two where it does not: Crisp takes the e-mail in place of the ID and answers 404
 * for an unknown one.
 *
 * @returns the e-mail, whether the contact was made, and its ID where Crisp gives it
 */
export async function upsert(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const given = withoutEmpty(parts.body as IDataObject);
	const email = String(given.email).trim();
	const body = { ...given, email };
	const values = { peopleId: email };
	const changed = await context.send({ method: 'PATCH', path: PROFILE, values, body }, [404]);
	if (changed.status !== 404) return { email, created: false };

	const { people_id: id } = await make(withNickname(body, email), email, context);
	return { email, created: true, ...(id === undefined ? {} : { people_id: id }) };
}
