import { NodeApiError, type IDataObject } from 'n8n-workflow';

import { isAnswerLost } from '../../client/errors';
import type { OperationContext, Parts } from '../../engine/spec';
import { asObject } from '../../objects';
import { lacksDataKeys, readColumns } from './columns';
import { DATA_KEYS_PATH, readDataKeys } from './dataKeys';

const PROFILE = '/website/{websiteId}/people/profile/{peopleId}';

const DATA = '/website/{websiteId}/people/data/{peopleId}';

/** Tells what is done already: agents see nothing but the message. */
function withProfile(error: unknown): unknown {
	if (error instanceof NodeApiError) {
		error.message = `The profile of the contact is saved, its custom data are not: ${error.message}`;
		error.description = `${error.description ?? ''} Running this again does no harm.`.trim();
	}
	return error;
}

/** Crisp wants a name of a new contact: what stands before the @ where none is given. */
const named = (profile: IDataObject, email: string): IDataObject => ({
	...profile,
	person: { nickname: email.split('@')[0], ...asObject(profile.person) },
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

const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The profile to send for a contact that is there: its segments stay. */
function addedTo(found: IDataObject, profile: IDataObject): IDataObject {
	const { segments: given, ...rest } = profile;
	const segments = [...new Set([...texts(found.segments), ...texts(given)])];
	const adds = segments.length > texts(found.segments).length;
	return adds ? { ...rest, segments } : rest;
}

/** Changes or makes the profile. @returns the ID of the contact, and whether it was made */
async function saveProfile(
	profile: IDataObject,
	email: string,
	context: OperationContext,
): Promise<{ id: unknown; created: boolean }> {
	const values = { peopleId: email };
	const get = { method: 'GET', path: PROFILE, values, wants: 'object' } as const;
	const { status, data } = await context.send(get, [404]);
	if (status === 404) {
		const made = await make({ email, ...named(profile, email) }, email, context);
		return { id: made.people_id, created: true };
	}
	const found = asObject(data);
	const body = addedTo(found, profile);
	if (Object.keys(body).length > 0) {
		await context.send({ method: 'PATCH', path: PROFILE, values, body });
	}
	return { id: found.people_id, created: false };
}

/** Names of custom data in use among the contacts of the website: once per execution. */
async function knownDataKeys({ send, once, websiteId }: OperationContext): Promise<string[]> {
	const readPage = async (page: number) => {
		const values = { page: String(page) };
		const { data } = await send({ method: 'GET', path: DATA_KEYS_PATH, values, wants: 'entries' });
		return (data as IDataObject[]).map(({ key }) => String(key));
	};
	return await once(
		`names of custom data of ${websiteId()}`,
		async () => await readDataKeys(readPage),
	);
}

/**
 * Changes the contact with this email, or makes it where there is none. Two requests: Crisp takes the
 * email in place of the ID and answers 404 for an unknown one, and does not say the ID of a contact
 * that it has changed. One more where custom data are set. Where the editor could not ask for the names
 * of custom data, as before a new node has a credential, they are read once for all items.
 *
 * @returns the email, whether the contact was made, and its ID
 */
export async function upsert(parts: Parts, context: OperationContext): Promise<IDataObject> {
	const { execution, itemIndex } = context;
	const email = String(asObject(parts.body).email).trim();
	const columns = asObject(parts.input.columns);
	const { profile, data } = readColumns(
		columns,
		execution.getInputData()[itemIndex].json,
		execution.getTimezone(),
		lacksDataKeys(columns) ? await knownDataKeys(context) : [],
	);
	const { id, created } = await saveProfile(profile, email, context);
	if (Object.keys(data).length > 0) {
		const values = { peopleId: String(id ?? email) };
		await context
			.send({ method: 'PATCH', path: DATA, values, body: { data } })
			.catch((error: unknown) => {
				throw withProfile(error);
			});
	}
	return { email, created, ...(id === undefined ? {} : { people_id: id }) };
}
