/**
 * `npm run demo`: a Crisp (the sandbox) and a real n8n on this machine, with this package installed
 * and a workflow that answers visitors. `--headless` plays one conversation, prints it and ends.
 * Nothing is kept but the installed n8n.
 */
import { parseArgs } from 'node:util';

import { startDemonstration, type Demonstration } from '../e2e/demonstration';
import { addresses, progress, runSession } from './session';

/** How long an answer may take, in ms. It takes less than a second. */
const ANSWER_MS = 30_000;

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

const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });

runSession({
	start: async (undo) => await startDemonstration(progress, undo),
	...(values.headless ? { play: converse } : {}),
	explain: (demonstration) => `${addresses(demonstration)}
Write something as the visitor: the workflow answers, and n8n shows the execution.
Ctrl+C ends it and removes everything but the installed n8n.
`,
});
