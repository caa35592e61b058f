/**
 * `npm run demo`: a Crisp (the sandbox) and a real n8n on this machine, with this package installed
 * and a workflow that answers visitors. `--headless` plays one conversation, prints it and ends.
 * Nothing is kept but the installed n8n.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { autoReply } from '../e2e/autoReply';
import { owner } from '../e2e/client';
import { installHost } from '../e2e/install';
import { freePort, N8n } from '../e2e/n8n';
import { installPackage } from '../e2e/userFolder';
import { startSandbox, type Sandbox } from '../sandbox';
import { build, pack } from './tarball';

const N8N_PORT = 5678;
const SANDBOX_PORT = 3310;

/** How long a reply may take, in ms. It takes less than a second. */
const REPLY_MS = 30_000;

const progress = (line: string) => console.log(`· ${line}`);

/** Sandbox, n8n and workflow; the clean-up of each is added to `undo` as soon as there is something to undo. */
async function start(undo: Array<() => Promise<unknown>>) {
	progress('Building and packing n8n-nodes-crisp');
	await build();
	const folder = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-demo-'));
	undo.push(async () => await rm(folder, { recursive: true, force: true }));
	const userFolder = path.join(folder, 'user');
	await mkdir(userFolder);
	const tarball = await pack(folder);

	const host = await installHost(progress);
	await installPackage(userFolder, tarball);

	const sandbox = await startSandbox({ port: await freePort(SANDBOX_PORT) });
	undo.push(async () => await sandbox.close());
	progress(`Starting n8n ${host.version}`);
	const n8n = await N8n.over(host, userFolder, N8N_PORT);
	undo.push(async () => await n8n.stop());
	await n8n.start();

	await n8n.client.createOwner();
	const credential = await n8n.client.createCredential('crispApi', 'Crisp sandbox', {
		tier: 'website',
		...sandbox.credentials.website,
		websiteId: sandbox.websiteId,
		baseUrl: sandbox.apiUrl,
	});
	progress('Publishing the workflow');
	const workflow = await n8n.client.createWorkflow(autoReply(credential));
	const { status, triggers } = await n8n.client.activate(workflow);
	if (status !== 'published') {
		const why = triggers?.map(({ errorMessage }) => errorMessage).join('; ');
		throw new Error(`n8n did not start the workflow (${status}): ${why}`);
	}
	return { sandbox, n8n, workflow };
}

/** Plays a visitor who says a few things and wants each to be answered, once. */
async function converse(sandbox: Sandbox): Promise<void> {
	let sessionId: string | undefined;
	const said = ['Hello!', 'Where is my order?', 'It is number 4711.'];
	for (const [index, text] of said.entries()) {
		({ sessionId } = sandbox.visitor.say(text, { sessionId, nickname: 'Vera Visitor' }));
		const conversation = sessionId;
		await sandbox.until(() => sandbox.messages(conversation).length === 2 * (index + 1), {
			timeout: REPLY_MS,
		});
	}
	console.log('');
	for (const { from, content, user } of sandbox.messages(sessionId as string)) {
		const name = from === 'user' ? user.nickname : 'n8n';
		console.log(`${String(name).padStart(14)}: ${String(content)}`);
	}
	console.log('');
}

/** Rejects when the user or the system asks to end. */
class Ended extends Error {}
const endWanted = new Promise<never>((_resolve, reject) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => reject(new Ended(`Ended by ${signal}.`)));
	}
});

function explain(sandbox: Sandbox, n8n: N8n, workflowId: string): void {
	console.log(
		[
			'',
			`  Chat as a visitor   ${sandbox.visitorPageUrl}`,
			`  The workflow        ${n8n.url}/workflow/${workflowId}`,
			`  Log in to n8n as    ${owner.email}`,
			`  with the password   ${owner.password}`,
			'',
			'Write something as the visitor: the workflow answers, and n8n shows the execution.',
			'Ctrl+C ends it and removes everything but the installed n8n.',
			'',
		].join('\n'),
	);
}

/** Does what was asked for, cleans up, and returns the exit code. */
async function main(): Promise<number> {
	const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
	const undo: Array<() => Promise<unknown>> = [];
	let isReady = false;
	try {
		const { sandbox, n8n, workflow } = await Promise.race([start(undo), endWanted]);
		if (values.headless) {
			await Promise.race([converse(sandbox), endWanted]);
			return 0;
		}
		isReady = true;
		explain(sandbox, n8n, workflow.id);
		await Promise.race([n8n.ended(), endWanted]);
		console.error(`n8n has ended by itself:\n${n8n.log.slice(-2000)}`);
		return 1;
	} catch (error) {
		console.error((error as Error).message);
		return error instanceof Ended && isReady ? 0 : 1;
	} finally {
		progress('Cleaning up');
		for (const step of undo.reverse()) await step();
	}
}

// A start that was interrupted would go on otherwise.
void main().then((code) => process.exit(code));
