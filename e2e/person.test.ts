import type { Browser, BrowserContext } from 'playwright-core';

import { Editor, launchBrowser, openWindow } from './editor';
import { Person, type Effort } from './person';
import { setStage, type Stage } from './stage';
import { VisitorPage } from './visitorPage';

let stage: Stage;
let browser: Browser;
let context: BrowserContext;
let editor: Editor;
let person: Person;

beforeAll(async () => {
	stage = await setStage();
	await stage.credential();
	browser = await launchBrowser();
	context = await openWindow(browser);
	// Machines that are busy with other things are slow at this.
	context.setDefaultTimeout(60_000);
	editor = await Editor.open(context, stage.n8n.url);
});
beforeEach(async () => {
	person = await Person.at(editor);
	stage.sandbox.clearRequests();
});
afterAll(async () => {
	await browser?.close();
	await stage?.close();
});

const PATIENCE = { timeout: 60_000 };

const output = () => editor.handle('output-panel');

const listening = async () =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);

/** Nothing in the way that was not there when it was counted. */
function expectNoMoreThan(most: Partial<Effort>): void {
	const { clicks, doubleClicks, shortcuts } = person.effort;
	expect(clicks).toBeLessThanOrEqual(most.clicks ?? 0);
	expect(doubleClicks).toBeLessThanOrEqual(most.doubleClicks ?? 0);
	expect(shortcuts).toBeLessThanOrEqual(most.shortcuts ?? 0);
}

test('a person builds an auto-reply, publishes it, and a visitor is answered', async () => {
	await person.addFirst('Crisp', 'On message sent by visitor');
	await person.close();
	await person.addNext('Crisp', 'Send message');
	await person.fillExpression('sessionId', '{{ $json.session_id }}');
	await person.fillExpression('text', 'You said: {{ $json.chatInput }}');
	await person.close();
	await person.publish();
	expectNoMoreThan({ clicks: 12 });
	await listening();

	const { sandbox } = stage;
	const { sessionId } = sandbox.visitor.say('Do you ship to Norway?');
	await sandbox.until(() => sandbox.messages(sessionId).length > 1, PATIENCE);
	expect(sandbox.messages(sessionId)[1]).toMatchObject({
		from: 'operator',
		content: 'You said: Do you ship to Norway?',
	});

	// It would answer the visitors of the other tests.
	const [, id] = /workflow\/(\w+)/.exec(editor.page.url()) ?? [];
	await stage.n8n.client.deactivate(id);
	await sandbox.until(() => sandbox.sockets().length === 0, PATIENCE);
});

test('a person lists what is not resolved and resolves the first of it', async () => {
	const { sandbox } = stage;
	const { sessionId: older } = sandbox.visitor.say('Where is my parcel?');
	const { sessionId: newer } = sandbox.visitor.say('How long does it take?');
	await person.addFirst('Crisp', 'Get many conversations');
	await person.addTo('Add Filter', 'Not Resolved');
	await person.fill('limit', '1');
	await person.close();
	await person.addNext('Crisp', 'Resolve conversation');
	await person.fillExpression('sessionId', '{{ $json.session_id }}');
	await person.execute();
	await output().getByText('success').first().waitFor();
	expectNoMoreThan({ clicks: 13, shortcuts: 1 });

	const [list, change] = sandbox.requests;
	expect(list.query).toMatchObject({ filter_not_resolved: '1' });
	expect(change.path).toContain(newer);
	const state = (sessionId: string) =>
		sandbox.conversations().find(({ session_id: id }) => id === sessionId)?.state;
	expect([state(older), state(newer)]).toEqual(['pending', 'resolved']);
});

const ROWS = 1_000;

test('a person imports 1,000 rows as contacts, mapped by the names of their columns', async () => {
	const code = `return Array.from({ length: ${ROWS} }, (_, row) => ({ json: { email: \`row\${row}@example.com\`, Nickname: \`Row \${row}\`, 'Company Name': 'Acme' } }));`;
	await person.addFirst('Code', 'Code in JavaScript');
	await person.click(editor.page.locator('.cm-content').first());
	await person.press('Control+A');
	await person.paste(code);
	await person.close();
	await person.addNext('Crisp', 'Create or update contact');
	await person.fillExpression('email', '{{ $json.email }}');
	await person.choose(editor.handle('mapping-mode-select'), 'Map Automatically');
	await person.execute();
	await output().getByText(`${ROWS} items`).first().waitFor({ timeout: 180_000 });
	expectNoMoreThan({ clicks: 12, shortcuts: 2 });

	const contacts = stage.sandbox.contacts();
	expect(contacts).toHaveLength(ROWS);
	expect(contacts.find(({ email }) => email === 'row999@example.com')).toMatchObject({
		person: { nickname: 'Row 999' },
		company: { name: 'Acme' },
	});
	const paths = stage.sandbox.requests.map(({ path }) => path);
	const ofRows = paths.filter((path) => path.includes('/people/profile'));
	expect(ofRows.length).toBeLessThanOrEqual(2 * ROWS);
	// Names of custom data: once by the node, and once by the editor after the run.
	expect(paths.length - ofRows.length).toBeLessThanOrEqual(2);
});

test('a person sends buttons, the visitor presses one, and the trigger says which', async () => {
	const visitor = await VisitorPage.open(context, stage.sandbox, 'Vera Visitor');
	await visitor.write('I would like to change my plan', 1);
	await editor.page.bringToFront();
	await person.addFirst('Crisp', 'Send message');
	await person.pickListed('sessionId', 'Vera Visitor');
	await person.choose(person.field('type'), 'Buttons (Picker)');
	await person.fill('text', 'Which plan do you have?');
	await person.fill('contentId', 'plan');
	for (const label of ['Free', 'Pro']) {
		await person.addEntry('Add Button');
		await person.fill('label', label);
		await person.fill('value', label.toLowerCase());
	}
	await person.execute();
	await output().getByText('fingerprint').first().waitFor();
	expectNoMoreThan({ clicks: 17 });
	const asked = stage.sandbox.messages(await visitor.sessionId()).at(-1);
	expect(asked).toMatchObject({
		type: 'picker',
		content: {
			id: 'plan',
			text: 'Which plan do you have?',
			choices: [
				{ value: 'free', label: 'Free' },
				{ value: 'pro', label: 'Pro' },
			],
		},
	});

	person = await Person.at(editor);
	await person.addFirst('Crisp', 'On message updated');
	await person.execute();
	await editor.page.getByText('Listening').first().waitFor();
	await listening();
	expectNoMoreThan({ clicks: 4 });
	await visitor.page.bringToFront();
	await visitor.choose('Pro');
	await editor.page.bringToFront();
	for (const text of ['question_id', 'plan', 'value', 'pro', 'label', 'Pro']) {
		await output().getByText(text, { exact: true }).first().waitFor();
	}
	await visitor.page.close();
});

test('a person sends a file that an earlier step has made', async () => {
	const { sandbox } = stage;
	const { sessionId } = sandbox.visitor.say('May I have my data?', { nickname: 'Carla Customer' });
	await person.addFirst('Crisp', 'Get many conversations');
	await person.close();
	await person.addNext('Convert to File', 'Convert to CSV');
	await person.close();
	await person.addNext('Crisp', 'Send file');
	await person.pickListed('sessionId', 'Carla Customer');
	await person.execute();
	await output().getByText('fingerprint').first().waitFor();
	expectNoMoreThan({ clicks: 15 });

	const sent = sandbox.messages(sessionId).at(-1);
	expect(sent).toMatchObject({
		type: 'file',
		from: 'operator',
		content: { name: 'File.csv', type: 'text/csv' },
	});
	const { url } = sent?.content as { url: string };
	expect(await (await fetch(url)).text()).toContain('Carla Customer');
});

test('a person who may not make campaigns is told who may, and what works for everybody', async () => {
	await person.addFirst('Crisp', 'Create campaign');
	await person.fill('name', 'Winter sale');
	await person.execute();
	await output().getByText('The token may not do this').first().waitFor();
	expectNoMoreThan({ clicks: 6 });
	const advice = await output().innerText();
	expect(advice).toContain('a user token is that of an operator account');
	expect(advice).toContain("use 'Send' of the resource 'Message' with 'Send To' a contact");
	expect(stage.sandbox.campaigns()).toEqual([]);
});
