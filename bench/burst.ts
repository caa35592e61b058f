/**
 * `npm run bench:burst [messages] [start] [NAME=value ...]`: visitors write so many messages at once (10,000) to a real
 * n8n with its default settings, where Crisp Trigger starts a workflow that answers each: to an n8n that
 * has come to rest after its start, or right after it. Tells how long it takes until all are answered,
 * whether they are answered once and in order, and how much CPU and memory n8n has taken. What has the form
 * NAME=value is a setting of n8n.
 */
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { packed, startDemonstration, type Demonstration, type Undo } from '../e2e/demonstration';

const MESSAGES = Number(process.argv[2] ?? 10_000);
const MORE = process.argv.slice(3);
const SETTLED = !MORE.includes('start');
const SETTINGS = Object.fromEntries(
	MORE.filter((word) => word.includes('=')).map((word) => word.split('=', 2)),
) as Record<string, string>;
const CONVERSATIONS = 20;
const LIMIT_MS = 3_600_000;

const SECOND = 1_000;

function sayAll({ sandbox }: Demonstration): string[] {
	const sessions = Array.from({ length: CONVERSATIONS }, (_, index) =>
		sandbox.visitor.open({ nickname: `Visitor ${index}` }),
	);
	for (let index = 0; index < MESSAGES; index++) {
		sandbox.visitor.say(`Message ${index}`, { sessionId: sessions[index % CONVERSATIONS] });
	}
	return sessions;
}

async function measure(demonstration: Demonstration): Promise<void> {
	const { sandbox, n8n } = demonstration;
	const listens = () => sandbox.sockets().some(({ authenticated }) => authenticated);
	await sandbox.until(listens, { timeout: LIMIT_MS });
	if (SETTLED) {
		const started = performance.now();
		await n8n.settle();
		console.log(
			`n8n has come to rest after ${Math.round((performance.now() - started) / SECOND)} s`,
		);
	}

	let answered = 0;
	const cpu = await n8n.cpuSeconds();
	const began = performance.now();
	const sessions = sayAll(demonstration);
	const answersOf = (sessionId: string) =>
		sandbox.messages(sessionId).filter(({ from }) => from === 'operator');
	const givenUp = began + LIMIT_MS;
	while (answered < MESSAGES && performance.now() < givenUp) {
		// Seldom: counting takes time from the sandbox, and thereby from what is measured.
		await sleep(SECOND);
		answered = sessions.reduce((sum, sessionId) => sum + answersOf(sessionId).length, 0);
	}
	const seconds = (performance.now() - began) / SECOND;
	const cpuMs = (((await n8n.cpuSeconds()) - cpu) * SECOND) / answered;

	const wrong = sessions.filter((sessionId) => {
		const said = sandbox.messages(sessionId).filter(({ from }) => from === 'user');
		const quotes = answersOf(sessionId).map(({ content }) => /“(.*)”/.exec(String(content))?.[1]);
		return said.map(({ content }) => content).join('\n') !== quotes.join('\n');
	});
	const [{ model }] = os.cpus();
	console.log(`Node ${process.version}, ${os.availableParallelism()} cores, ${model}`);
	console.log(`${answered} of ${MESSAGES} messages answered in ${seconds.toFixed(1)} s:`);
	console.log(`  ${(answered / seconds).toFixed(1)} executions per second`);
	console.log(`  CPU of n8n: ${cpuMs.toFixed(1)} ms per execution`);
	console.log(`  most memory of n8n: ${Math.round(await n8n.peakMemory())} MB`);
	console.log(
		`  conversations in which answers are missing, doubled or out of order: ${wrong.length}`,
	);
	if (wrong.length > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
	const undo: Undo = [];
	try {
		await measure(
			await startDemonstration((line) => console.error(line), undo, {
				...packed,
				settings: SETTINGS,
			}),
		);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
