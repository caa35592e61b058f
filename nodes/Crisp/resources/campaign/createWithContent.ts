import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

import { isObject } from '../../objects';
import type { OperationContext } from '../../engine/spec';

/** What differs between campaigns and their templates. */
interface Creation {
	/** For messages: "campaign". */
	label: string;
	/** Path of the POST; it takes only the properties in `bare`. */
	create: string;
	bare: string[];
	/** Path of the PATCH that fills what was made; `{id}` is its ID. */
	fill: string;
	/** The property of the answer that holds the ID. */
	id: string;
}

/** Says what is there already, so that nobody makes it a second time. */
function tell(error: unknown, what: string): unknown {
	if (error instanceof NodeApiError) {
		error.message = `The ${what} was created, but its content was not saved: ${error.message}`;
	}
	return error;
}

/**
 * Makes a campaign or template, which Crisp makes empty, and fills it: one request where there is
 * no content, else two.
 *
 * @param body all properties, of both requests
 * @returns what Crisp gives for the new one: its ID
 * @throws NodeApiError that names the ID where the content is refused
 */
export async function createWithContent(
	{ label, create, bare, fill, id }: Creation,
	body: IDataObject,
	{ send, execution, itemIndex }: OperationContext,
): Promise<IDataObject> {
	const entries = Object.entries(body);
	const first = Object.fromEntries(entries.filter(([name]) => bare.includes(name)));
	const content = Object.fromEntries(entries.filter(([name]) => !bare.includes(name)));

	const { data } = await send({ method: 'POST', path: create, body: first });
	const made = isObject(data) ? data : {};
	if (Object.keys(content).length === 0) return made;

	if (typeof made[id] !== 'string') {
		throw new NodeOperationError(
			execution.getNode(),
			`The ${label} was created, but Crisp did not say under which ID, so that it has no content`,
			{ itemIndex, description: "Look for it with 'Get Many' and fill it with 'Update'." },
		);
	}
	try {
		await send({ method: 'PATCH', path: fill, values: { id: made[id] }, body: content });
	} catch (error) {
		throw tell(error, `${label} '${made[id]}'`);
	}
	return made;
}
