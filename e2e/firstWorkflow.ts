import type { Browser, Page, PageScreenshotOptions } from 'playwright-core';

import type { Demonstration } from './demonstration';
import { openWindow, SETTLE_MS, type Editor } from './editor';
import { Person } from './person';
import { VisitorPage } from './visitorPage';

/** A part of the page, and the form of each step in the picture; in pixels. */
const STEP = { width: 420, height: 500 };

/** The panel that adds nodes, and the form of an open node, in the editor's usual window. */
const ADDING = { x: 860, y: 66, ...STEP };
const FORM = { x: 430, y: 66, ...STEP };

/** The same form from the operation on. */
const FIELDS = { ...FORM, y: 250 };

/** In which the canvas shows two nodes and the button that publishes. */
const CANVAS = { width: 672, height: 800 };

interface Step {
	/** What a person does. */
	caption: string;
	/** A PNG. */
	picture: Buffer;
}

const escape = (text: string) => text.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));

/** Numbered steps in rows of three, as a page. */
const pageOf = (steps: Step[]): string => `<!doctype html>
<style>
	body { margin: 0; padding: 16px; width: max-content; background: #fff; font: 17px Inter, Arial, sans-serif; }
	ol { display: grid; grid-template-columns: repeat(3, ${STEP.width}px); gap: 20px; margin: 0; padding: 0; list-style: none; }
	p { display: flex; gap: 10px; align-items: center; margin: 0 0 8px; color: #222; }
	b { flex: none; width: 28px; border-radius: 50%; background: #1972f5; color: #fff; line-height: 28px; text-align: center; }
	img { display: block; width: 100%; height: ${STEP.height}px; object-fit: contain; object-position: top; border: 1px solid #ccc; border-radius: 8px; box-sizing: border-box; background: #f5f5f5; }
</style>
<ol>${steps
	.map(
		({ caption, picture }, index) =>
			`<li><p><b>${index + 1}</b>${escape(caption)}</p><img src="data:image/png;base64,${picture.toString('base64')}"></li>`,
	)
	.join('')}</ol>`;

/**
 * Builds the first workflow of the README by hand, and makes one picture of the steps.
 *
 * @param shoot takes a picture of the page under a name, with these options
 */
export async function showFirstWorkflow(
	browser: Browser,
	editor: Editor,
	{ sandbox }: Demonstration,
	shoot: (page: Page, name: string, options: PageScreenshotOptions) => Promise<void>,
): Promise<void> {
	const { page } = editor;
	const steps: Step[] = [];
	const take = async (caption: string, from: Page, options: PageScreenshotOptions) => {
		await from.waitForTimeout(SETTLE_MS);
		steps.push({ caption, picture: await from.screenshot(options) });
	};

	const person = await Person.at(editor);
	await person.click(editor.handle('canvas-plus-button'));
	await person.type('crisp');
	await take('Add a step, search for “crisp”', page, { clip: ADDING });
	await person.click(person.entry('Crisp'));
	await person.entry('On message sent by visitor').hover();
	await take('Choose what starts the workflow', page, { clip: ADDING });
	await person.click(person.entry('On message sent by visitor'));
	await editor.handle('node-parameters').first().waitFor();
	await take('Close Crisp Trigger: it is ready', page, { clip: FORM });
	await person.close();
	await person.addNext('Crisp', 'Send message');
	await person.fillExpression('sessionId', '{{ $json.session_id }}');
	await person.fillExpression('text', 'You said: {{ $json.chatInput }}');
	// Takes the focus out of the field, whose result lies over the form.
	await page.getByText('Parameters', { exact: true }).first().click();
	await take('Add Crisp, Send message: fill two fields', page, { clip: FIELDS });
	await person.close();

	const usual = page.viewportSize();
	await page.setViewportSize(CANVAS);
	await editor.handle('zoom-to-fit').click();
	await take('Publish', page, {});
	if (usual) await page.setViewportSize(usual);
	await person.publish();
	await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated), {
		timeout: 60_000,
	});

	// The chat page remembers its conversation for as long as the window is open.
	const context = await openWindow(browser);
	const visitor = await VisitorPage.open(context, sandbox, 'Vera');
	await visitor.page.setViewportSize({ width: STEP.width, height: STEP.height });
	await visitor.write('Hello! Do you ship to Norway?', 2);
	await take('Write in your chatbox', visitor.page, {});

	const composed = await context.newPage();
	await composed.setContent(pageOf(steps));
	await composed.setViewportSize({ width: 1340, height: 1130 });
	await shoot(composed, 'first-workflow', { fullPage: true });
	await context.close();
}
