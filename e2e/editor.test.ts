import type { Browser, BrowserContext } from 'playwright-core';

import { Editor, launchBrowser, openWindow } from './editor';
import { setStage, type Stage } from './stage';
import { VisitorPage } from './visitorPage';

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
let editor: Editor;

beforeAll(async () => {
	stage = await setStage();
	await stage.credential();
	browser = await launchBrowser();
});
beforeEach(async () => {
	context = await openWindow(browser);
	// Machines that are busy with other things are slow at this.
	context.setDefaultTimeout(60_000);
	editor = await Editor.open(context, stage.n8n.url);
	await editor.goTo('/workflow/new');
});
afterEach(async () => await context.close());
afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

/** An entry of the panel that adds nodes, by its whole name. */
const entry = (name: string) =>
	editor
		.handle('item-iterator-item')
		.filter({ has: editor.page.getByText(name, { exact: true }) })
		.first();

test('a person finds an operation, picks a conversation from the list, and sees it', async () => {
	const { sessionId } = stage.sandbox.visitor.say('Where is my parcel?', {
		nickname: 'Vera Visitor',
	});
	stage.sandbox.visitor.say('Something else', { nickname: 'Boris Browser' });

	await editor.searchNodes('crisp');
	await entry('Crisp').click();
	await editor.page.getByText(/^Actions \(\d+\)/).click();
	await entry('Get conversation').click();
	await editor.handle('node-parameters').first().waitFor();
	expect(await editor.handle('node-credentials-select').locator('input').inputValue()).toBe(
		'Sandbox',
	);

	const conversation = editor.handle('resource-locator-sessionId');
	await conversation.locator('[data-test-id="rlc-input"]').click();
	await editor.handle('rlc-search').fill('Vera');
	const listed = editor.handle('rlc-item');
	await listed.filter({ hasText: 'Vera Visitor' }).first().click();
	await editor.handle('node-execute-button').first().click();
	const output = editor.handle('output-panel');
	await output.getByText(sessionId).first().waitFor();
	await output.getByText('Vera Visitor').first().waitFor();
});

test('a person who looks for crisp sees the triggers before the nodes for rarer work', async () => {
	const found = await editor.searchNodes('crisp');
	await entry('Crisp Helpdesk (Knowledge Base)').waitFor();
	const names = await found.locator('[data-test-id="node-creator-item-name"]').allInnerTexts();
	const ours = names.filter((name) => name.startsWith('Crisp'));
	// 'Crisp' also holds the actions of Crisp Trigger, and n8n drops the word Trigger here.
	expect(ours.slice(0, 3)).toEqual(['Crisp', 'Crisp Ask', 'Crisp Webhook']);
	expect(ours.slice(3).sort()).toEqual([
		'Crisp Admin (Settings, Analytics)',
		'Crisp Helpdesk (Knowledge Base)',
	]);
});

test('a person listens for an event, a visitor writes, and the item appears', async () => {
	await editor.searchNodes('crisp');
	await entry('Crisp').click();
	await entry('On message sent by visitor').click();
	await editor.handle('node-parameters').first().waitFor();
	await editor.handle('node-execute-button').first().click();
	await editor.page.getByText('Write in your chatbox now').first().waitFor();
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		{ timeout: 60_000 },
	);

	const visitor = await VisitorPage.open(context, stage.sandbox, 'Vera');
	await visitor.write('Is anybody there?');
	await editor.page.bringToFront();
	const output = editor.handle('output-panel');
	await output.getByText('Is anybody there?').first().waitFor();
	await output.getByText('message:send').first().waitFor();
	await stage.sandbox.until(() => stage.sandbox.sockets().length === 0, { timeout: 60_000 });
});
