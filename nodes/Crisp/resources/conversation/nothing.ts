import { isObject } from '../../objects';
import type { Parts } from '../../engine/spec';

/**
 * Crisp means "nobody" or "the main inbox" by a `null`, and everybody or everything gone by an empty
 * list or object: none is a value that a field of the editor can hold, and none may be sent because a
 * field was left empty. So a choice says it.
 *
 * @param choice name and value of the parameter that asks for it
 * @param property what is then sent instead
 */
export const whenChosen =
	(choice: Record<string, string>, property: Record<string, null | [] | Record<string, never>>) =>
	(parts: Parts): Parts =>
		Object.entries(choice).every(([name, value]) => parts.input[name] === value)
			? { ...parts, body: { ...(isObject(parts.body) ? parts.body : {}), ...property } }
			: parts;
