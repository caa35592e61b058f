import { owner } from '../e2e/client';
import type { Demonstration, Undo } from '../e2e/demonstration';

/** Prints a line about what is being done. */
export const progress = (line: string) => console.log(`· ${line}`);

/** How to reach everything, for the screen. */
export const addresses = ({ sandbox, n8n, workflow }: Demonstration): string => `
  Chat as a visitor   ${sandbox.visitorPageUrl}
  The workflow        ${n8n.url}/workflow/${workflow.id}
  Log in to n8n as    ${owner.email}
  with the password   ${owner.password}
`;

class Interrupted extends Error {}

/** Rejects when the user or the system asks to end. */
const interrupted = new Promise<never>((_resolve, reject) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => reject(new Interrupted(`Ended by ${signal}.`)));
	}
});

/** What is to be done with a demonstration. */
export interface Plan {
	/** @param undo filled on the way, so that an interrupted start can be cleaned up as well */
	start(undo: Undo): Promise<Demonstration>;
	/** Ends by itself; left out, everything runs until somebody ends it. */
	play?(demonstration: Demonstration): Promise<void>;
	/** What to print when everything runs. */
	explain(demonstration: Demonstration): string;
}

/** Does it, cleans up, and returns the exit code. */
async function carryOut({ start, play, explain }: Plan): Promise<number> {
	const undo: Undo = [];
	let isShown = false;
	try {
		const demonstration = await Promise.race([start(undo), interrupted]);
		if (play) {
			await Promise.race([play(demonstration), interrupted]);
			return 0;
		}
		isShown = true;
		console.log(explain(demonstration));
		await Promise.race([demonstration.n8n.ended(), interrupted]);
		throw new Error(`n8n has ended by itself:\n${demonstration.n8n.log.slice(-2000)}`);
	} catch (error) {
		console.error((error as Error).message);
		return error instanceof Interrupted && isShown ? 0 : 1;
	} finally {
		progress('Cleaning up');
		for (const step of undo.reverse()) await step();
	}
}

/** Carries out a plan as all that this process is for. */
export function runSession(plan: Plan): void {
	// What an interrupted start is still waiting for must not keep the process alive.
	void carryOut(plan).then((code) => process.exit(code));
}
