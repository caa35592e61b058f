/**
 * `npm run screenshots -- FOLDER [NAME …]`: what users see, as PNG files: the nodes open in n8n's
 * editor, the credential, the visitor page, the steps of a first workflow, the examples … or only the
 * named ones; with `--dark` in the dark theme. Needs a Chromium: /usr/bin/chromium, or the one in
 * CHROMIUM.
 */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import type { Page, PageScreenshotOptions } from 'playwright-core';

import { startDemonstration, type Demonstration, type Undo } from './demonstration';
import { Editor, launchBrowser, openWindow, SETTLE_MS } from './editor';
import { showExamples } from './examplePictures';
import { showFirstWorkflow } from './firstWorkflow';
import {
	CRISP_ADMIN,
	CRISP_ASK,
	CRISP_CHAT_MEMORY,
	CRISP_HELPDESK,
	CRISP_WEBHOOK_TRIGGER,
} from './nodes';
import { VisitorPage } from './visitorPage';

/** Takes pictures into `folder`, of all that it is asked for or only of the wanted names. */
const photographer =
	(folder: string, wanted: string[]) =>
	async (page: Page, name: string, options: PageScreenshotOptions = {}) => {
		if (wanted.length > 0 && !wanted.includes(name)) return;
		await page.waitForTimeout(SETTLE_MS);
		const file = path.join(folder, `${name}.png`);
		await page.screenshot({ ...options, path: file });
		console.log(file);
	};

/** Runs the workflow from the editor while the visitor writes, so that both nodes show data. */
async function runByHand(
	editor: Editor,
	visitor: VisitorPage,
	{ sandbox, n8n, workflow }: Demonstration,
): Promise<void> {
	await n8n.client.deactivate(workflow.id);
	await editor.openWorkflow(workflow.id);
	await editor.handle('execute-workflow-button').click();
	await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated));
	await visitor.write('Could you send it as a gift?', 6);
	const toast = editor.page.getByText('Workflow executed successfully');
	await toast.waitFor();
	await toast.waitFor({ state: 'hidden' });
}

/** A workflow with a webhook trigger of each kind. */
async function webhookWorkflow({ n8n, credential }: Demonstration) {
	const node = (name: string, hookType: string) => ({
		name,
		type: CRISP_WEBHOOK_TRIGGER,
		credential,
		webhookId: randomUUID(),
		parameters: { hookType },
	});
	return await n8n.client.createWorkflow({
		name: 'Web hooks',
		nodes: [node('Website hook', 'website'), node('Plugin hook', 'plugin')],
	});
}

/** The nodes that no other picture shows, by the names of their pictures. */
const OTHER_NODES = {
	ask: CRISP_ASK,
	memory: CRISP_CHAT_MEMORY,
	admin: CRISP_ADMIN,
	helpdesk: CRISP_HELPDESK,
};

/** A workflow with one of each of the other nodes, as they are when they are added. */
async function otherNodes({ n8n, credential }: Demonstration) {
	return await n8n.client.createWorkflow({
		name: 'Other nodes',
		nodes: Object.entries(OTHER_NODES).map(([name, type]) => ({ name, type, credential })),
	});
}

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { dark: { type: 'boolean', default: false } },
		allowPositionals: true,
	});
	const [folder, ...wanted] = positionals;
	if (!folder) throw new Error('Say where to: npm run screenshots -- [--dark] FOLDER [NAME …]');
	await mkdir(folder, { recursive: true });
	const shoot = photographer(folder, wanted);
	const undo: Undo = [];
	try {
		const demonstration = await startDemonstration(console.log, undo);
		const { sandbox, n8n, credential } = demonstration;
		const browser = await launchBrowser();
		undo.push(async () => await browser.close());
		const context = await openWindow(browser, values.dark ? 'dark' : 'light');
		const visitor = await VisitorPage.open(context, sandbox, 'Vera');
		await visitor.write('Hello! Do you ship to Norway?', 2);
		await visitor.write('And how long does it take?', 4);
		await shoot(visitor.page, 'visitor');

		const editor = await Editor.open(context, n8n.url);
		const { page } = editor;
		await runByHand(editor, visitor, demonstration);
		await shoot(page, 'workflow');
		// n8n points at a button when a trigger with output is opened for the first time.
		await editor.openNode('Visitor writes');
		await editor.closeNode();
		await editor.openNode('Visitor writes');
		await shoot(page, 'trigger');
		await editor.closeNode();
		await editor.openNode('Reply');
		await shoot(page, 'node');
		await editor.closeNode();
		await editor.searchNodes('crisp');
		await shoot(page, 'search');
		const hooks = await webhookWorkflow(demonstration);
		await editor.openWorkflow(hooks.id);
		await editor.openNode('Website hook');
		await page.getByText('Webhook URLs', { exact: true }).click();
		await shoot(page, 'webhook-website');
		await editor.closeNode();
		await editor.openNode('Plugin hook');
		await shoot(page, 'webhook-plugin');
		const others = await otherNodes(demonstration);
		for (const name of Object.keys(OTHER_NODES)) {
			await editor.openWorkflow(others.id);
			await editor.openNode(name);
			await shoot(page, name);
		}
		await editor.goTo(`/home/credentials/${credential.id}`);
		await editor.handle('credential-connection-parameter').first().waitFor();
		await shoot(page, 'credential');
		await showFirstWorkflow(browser, editor, demonstration, shoot);
		await showExamples(editor, demonstration, shoot);
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
