import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';

/** One part of an operation that sends several requests. */
export interface Step {
	/** What it is called in the output and where it is not reached. */
	name: string;
	/** What the step adds to the output. */
	take: () => Promise<IDataObject>;
}

const nameAll = (steps: Step[]): string => steps.map(({ name }) => `'${name}'`).join(', ');

/** Adds to the words of a refusal what is done and what is not: agents see nothing but the message. */
function withProgress(error: unknown, done: Step[], left: Step[]): unknown {
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	error.message = `Stopped at '${left[0].name}': ${error.message}. Done before: ${nameAll(done)}. Not done: ${nameAll(left)}.`;
	error.description = `${error.description ?? ''} What is done stays done. Before running it again, leave out a note that is written already.`;
	return error;
}

/**
 * Takes one step after the other.
 *
 * @returns what the steps add to the output, and under `done` their names
 * @throws what a step throws; where others came before it, the message of a refusal names them
 */
export async function takeInOrder(steps: Step[]): Promise<IDataObject> {
	const output: IDataObject = {};
	for (const [index, step] of steps.entries()) {
		try {
			Object.assign(output, await step.take());
		} catch (error) {
			throw index === 0 ? error : withProgress(error, steps.slice(0, index), steps.slice(index));
		}
	}
	return { ...output, done: steps.map(({ name }) => name) };
}
