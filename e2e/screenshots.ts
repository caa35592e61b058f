/**
 * `npm run screenshots -- FOLDER [NAME …]`: what users see, as PNG files: both nodes open in n8n's
 * editor, the credential, the visitor page … or only the named ones. Needs a Chromium:
 * /usr/bin/chromium, or the one in CHROMIUM.
 */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { chromium, type BrowserContext, type Page } from 'playwright-core';

import { owner } from './client';
import { startDemonstration, type Demonstration, type Undo } from './demonstration';
import { CRISP_WEBHOOK_TRIGGER } from './nodes';

const SIZE = { width: 1280, height: 800 };

/** The editor animates what it opens. */
const SETTLE_MS = 800;

/** Test handles of n8n's editor. */
const handle = (page: Page, name: string) => page.locator(`[data-test-id="${name}"]`);

/** Keeps the browser on this machine. */
async function stayHere(context: BrowserContext): Promise<void> {
	await context.route('**/*', async (route) => {
		const { hostname } = new URL(route.request().url());
		await (hostname === '127.0.0.1' ? route.continue() : route.abort());
	});
}

async function logIn(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/signin`, { waitUntil: 'domcontentloaded' });
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[type="password"]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => !address.pathname.includes('signin'));
}

/** Takes pictures into `folder`, of all that it is asked for or only of the wanted names. */
const photographer = (folder: string, wanted: string[]) => async (page: Page, name: string) => {
	if (wanted.length > 0 && !wanted.includes(name)) return;
	await page.waitForTimeout(SETTLE_MS);
	const file = path.join(folder, `${name}.png`);
	await page.screenshot({ path: file });
	console.log(file);
};

/** Writes as the visitor, in the page, and waits until so many messages are there. */
async function write(page: Page, { sandbox }: Demonstration, text: string, messages: number) {
	await page.locator('form.say input').fill(text);
	await page.locator('[data-test="send"]').click();
	const sessionId = await page.locator('[data-test="session"]').innerText();
	await sandbox.until(() => sandbox.messages(sessionId).length === messages);
}

/** Runs the workflow from the editor while the visitor writes, so that both nodes show data. */
async function runByHand(page: Page, visitor: Page, demonstration: Demonstration): Promise<void> {
	const { sandbox, n8n, workflow } = demonstration;
	await n8n.client.deactivate(workflow.id);
	await openWorkflow(page, demonstration);
	await handle(page, 'execute-workflow-button').click();
	await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated));
	await write(visitor, demonstration, 'Could you send it as a gift?', 6);
	const toast = page.getByText('Workflow executed successfully');
	await toast.waitFor();
	await toast.waitFor({ state: 'hidden' });
}

async function openWorkflow(page: Page, { n8n, workflow }: Demonstration): Promise<void> {
	await page.goto(`${n8n.url}/workflow/${workflow.id}`, { waitUntil: 'domcontentloaded' });
	await handle(page, 'canvas-node').first().waitFor();
	await page.waitForTimeout(SETTLE_MS);
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

async function openNode(page: Page, name: string): Promise<void> {
	await handle(page, 'canvas-node').filter({ hasText: name }).first().dblclick();
	await handle(page, 'node-parameters').first().waitFor();
}

async function close(page: Page): Promise<void> {
	await page.keyboard.press('Escape');
	await page.waitForTimeout(SETTLE_MS);
}

async function main(): Promise<void> {
	const [folder, ...wanted] = process.argv.slice(2);
	if (!folder) throw new Error('Say where to: npm run screenshots -- FOLDER [NAME …]');
	await mkdir(folder, { recursive: true });
	const shoot = photographer(folder, wanted);
	const undo: Undo = [];
	try {
		const demonstration = await startDemonstration(console.log, undo);
		const browser = await chromium.launch({
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
		});
		undo.push(async () => await browser.close());
		const context = await browser.newContext({ viewport: SIZE, locale: 'en-US' });
		await stayHere(context);
		const visitor = await context.newPage();
		await visitor.goto(demonstration.sandbox.visitorPageUrl);
		await visitor.locator('[data-test="nickname"]').fill('Vera');
		await write(visitor, demonstration, 'Hello! Do you ship to Norway?', 2);
		await write(visitor, demonstration, 'And how long does it take?', 4);
		await shoot(visitor, 'visitor');

		const page = await context.newPage();
		await logIn(page, demonstration.n8n.url);
		await runByHand(page, visitor, demonstration);
		await shoot(page, 'workflow');
		// n8n points at a button when a trigger with output is opened for the first time.
		await openNode(page, 'Visitor writes');
		await close(page);
		await openNode(page, 'Visitor writes');
		await shoot(page, 'trigger');
		await close(page);
		await openNode(page, 'Reply');
		await shoot(page, 'node');
		await close(page);
		await handle(page, 'node-creator-plus-button').first().click();
		await handle(page, 'node-creator-search-bar').fill('crisp');
		await shoot(page, 'search');
		const { n8n, credential } = demonstration;
		const hooks = await webhookWorkflow(demonstration);
		await openWorkflow(page, { ...demonstration, workflow: hooks });
		await openNode(page, 'Website hook');
		await page.getByText('Webhook URLs', { exact: true }).click();
		await shoot(page, 'webhook-website');
		await close(page);
		await openNode(page, 'Plugin hook');
		await shoot(page, 'webhook-plugin');
		await page.goto(`${n8n.url}/home/credentials/${credential.id}`, {
			waitUntil: 'domcontentloaded',
		});
		await handle(page, 'credential-connection-parameter').first().waitFor();
		await shoot(page, 'credential');
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
