/**
 * `npm run demo`: a Crisp (the sandbox) and a real n8n on this machine, with this package installed
 * and a workflow that answers visitors. `--headless` plays one conversation, prints it and ends.
 * Nothing is kept but the installed n8n.
 */
import { parseArgs } from 'node:util';

import { owner } from '../e2e/client';
import { startDemonstration, type Demonstration, type Undo } from '../e2e/demonstration';

/** How long an answer may take, in ms. It takes less than a second. */
const ANSWER_MS = 30_000;

const progress = (line: string) => console.log(`· ${line}`);

class Interrupted extends Error {}

/** Rejects when the user or the system asks to end. */
const interrupted = new Promise<never>((_resolve, reject) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => reject(new Interrupted(`Ended by ${signal}.`)));
	}
});

function explain({ sandbox, n8n, workflow }: Demonstration): void {
	console.log(`
  Chat as a visitor   ${sandbox.visitorPageUrl}
  The workflow        ${n8n.url}/workflow/${workflow.id}
  Log in to n8n as    ${owner.email}
  with the password   ${owner.password}

Write something as the visitor: the workflow answers, and n8n shows the execution.
Ctrl+C ends it and removes everything but the installed n8n.
`);
}

/** Plays a visitor who says a few things, each of which has to be answered once; prints it all. */
async function converse({ sandbox }: Demonstration): Promise<void> {
	const said = ['Hello!', 'Where is my order?', 'It is number 4711.'];
	const sessionId = sandbox.visitor.open({ nickname: 'Vera Visitor' });
	for (const [index, text] of said.entries()) {
		sandbox.visitor.say(text, { sessionId });
		await sandbox.until(() => sandbox.messages(sessionId).length === 2 * (index + 1), {
			timeout: ANSWER_MS,
		});
	}
	const messages = sandbox.messages(sessionId);
	const order = messages.map(({ from }) => from).join();
	if (order !== said.map(() => 'user,operator').join()) {
		throw new Error(`The messages are not question, answer, question, answer …: ${order}`);
	}
	console.log('');
	for (const { from, content } of messages) {
		console.log(`  ${from === 'user' ? 'Visitor ' : 'Workflow'}  ${String(content)}`);
	}
	console.log(`\n  ${said.length} questions, ${messages.length - said.length} answers\n`);
}

/** Does what was asked for, cleans up, and returns the exit code. */
async function main(): Promise<number> {
	const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
	const undo: Undo = [];
	let isShown = false;
	try {
		const demonstration = await Promise.race([startDemonstration(progress, undo), interrupted]);
		if (values.headless) {
			await Promise.race([converse(demonstration), interrupted]);
			return 0;
		}
		isShown = true;
		explain(demonstration);
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

// What an interrupted start is still waiting for must not keep the process alive.
void main().then((code) => process.exit(code));
