import { outputFields } from './outputModes';
import type { Operation, OperationSpec } from './spec';

/** Names in braces of a path template. */
type PathNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
	? (Name extends `${infer Plain}+` ? Plain : Name) | PathNames<Rest>
	: never;

/** Names that the engine fills in itself. */
type EngineName = 'websiteId' | 'page';

type Unfilled<P extends string, N extends string> = Exclude<PathNames<P>, EngineName | N>;

/** Asks for a property that no record has, where the path names a field that is not there. */
type CheckPath<P extends string, N extends string> = [Unfilled<P, N>] extends [never]
	? unknown
	: { thePathHasNoFieldNamed: Unfilled<P, N> };

/**
 * Checks a record at compile time and hands it on: a `{name}` in the path without a field of that
 * name is a compile error that shows the name.
 */
export function defineOperation<P extends string, N extends string>(
	spec: OperationSpec<P, N> & CheckPath<P, N>,
): Operation {
	// The names have done their work; from here on a field is a field.
	const operation = spec as unknown as Operation;
	return operation.simplify
		? { ...operation, fields: [...operation.fields, ...outputFields(operation)] }
		: operation;
}
