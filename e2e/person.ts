import type { Locator, Page } from 'playwright-core';

import type { Editor } from './editor';

/** The editor waits for a pause in the typing; by the clock of the page, which may be busy. */
const TAKE_OVER_MS = 500;

/** What a person does by hand; typed text does not count, as it is the same in every editor. */
export interface Effort {
	clicks: number;
	doubleClicks: number;
	/** Key presses that are no text, such as Escape or Ctrl+V. */
	shortcuts: number;
}

/**
 * Somebody who builds a workflow in the editor with nothing but mouse and keyboard. Everything that
 * changes the page goes through `click`, `doubleClick`, `press` and `type`, so that the effort is known.
 */
export class Person {
	readonly effort: Effort = { clicks: 0, doubleClicks: 0, shortcuts: 0 };

	private readonly page: Page;

	private constructor(private readonly editor: Editor) {
		this.page = editor.page;
	}

	/** Somebody before an empty workflow. */
	static async at(editor: Editor): Promise<Person> {
		await editor.goTo('/workflow/new');
		await editor.handle('canvas-plus-button').waitFor();
		await editor.settle();
		return new Person(editor);
	}

	async click(target: Locator): Promise<void> {
		this.effort.clicks++;
		await target.click();
	}

	async doubleClick(target: Locator): Promise<void> {
		this.effort.doubleClicks++;
		await target.dblclick();
	}

	async press(keys: string): Promise<void> {
		this.effort.shortcuts++;
		await this.page.keyboard.press(keys);
	}

	/** Types into what has the focus, and waits until the editor has taken it over. */
	async type(text: string): Promise<void> {
		await this.page.keyboard.type(text);
		await this.page.evaluate(
			async (ms) => await new Promise((resolve) => setTimeout(resolve, ms)),
			TAKE_OVER_MS,
		);
	}

	/** Puts a text from the clipboard into what has the focus. */
	async paste(text: string): Promise<void> {
		this.effort.shortcuts++;
		await this.page.keyboard.insertText(text);
	}

	/** The first step of an empty workflow; the node is open afterwards. */
	async addFirst(node: string, action: string): Promise<void> {
		await this.click(this.editor.handle('canvas-plus-button'));
		await this.pick(node, action);
	}

	/** A step behind the last one; the node is open afterwards. */
	async addNext(node: string, action?: string): Promise<void> {
		await this.click(this.editor.handle('canvas-handle-plus').last());
		await this.pick(node, action);
	}

	/** The part of the open node's form that holds one parameter, by its name. */
	field(name: string): Locator {
		return this.editor
			.handle('parameter-item')
			.filter({ has: this.editor.handle(`parameter-input-${name}`) })
			.last();
	}

	/** Puts a text into a field, in place of what it holds. */
	async fill(name: string, text: string): Promise<void> {
		const input = this.field(name).locator('input, textarea').last();
		await this.click(input);
		if ((await input.inputValue()) !== '') await this.press('Control+A');
		await this.type(text);
	}

	/** @param expression with braces at the end at most, which the editor closes by itself */
	async fillExpression(name: string, expression: string): Promise<void> {
		const field = this.field(name);
		await field.hover();
		await this.click(field.locator('[data-test-id="radio-button-expression"]'));
		await this.type(expression.replace(/\{\{ (.*) \}\}$/, '{{$1'));
	}

	/** @param list as it stands in the form, closed */
	async choose(list: Locator, option: string): Promise<void> {
		await this.click(list.locator('input').last());
		await this.click(this.option(option));
	}

	/** Picks from the list of a resource locator what has this text in its name. */
	async pickListed(name: string, text: string): Promise<void> {
		await this.click(this.field(name).locator('[data-test-id="rlc-input"]'));
		await this.click(this.editor.handle('rlc-item').filter({ hasText: text }).first());
	}

	/** Adds one more to a collection of equal entries. */
	async addEntry(button: string): Promise<void> {
		await this.click(this.page.getByText(button, { exact: true }).last());
	}

	/** @param placeholder the words on the button of the collection */
	async addTo(placeholder: string, option: string): Promise<void> {
		await this.click(this.page.getByPlaceholder(placeholder, { exact: true }).last());
		await this.click(this.option(option));
	}

	async execute(): Promise<void> {
		await this.click(this.editor.handle('node-execute-button').first());
	}

	async close(): Promise<void> {
		await this.click(this.editor.handle('ndv-close-button').first());
		await this.editor.handle('node-parameters').first().waitFor({ state: 'hidden' });
	}

	async publish(): Promise<void> {
		await this.click(this.editor.handle('workflow-open-publish-modal-button'));
		await this.click(this.editor.handle('workflow-publish-button'));
	}

	/** What a list that is open offers under this name. */
	private option(name: string): Locator {
		return this.page
			.locator('.el-select-dropdown__item:visible')
			.filter({ has: this.page.getByText(name, { exact: true }) })
			.first();
	}

	/** An entry of the panel that adds nodes, by its whole name. */
	entry(name: string): Locator {
		return this.editor
			.handle('item-iterator-item')
			.filter({ has: this.page.getByText(name, { exact: true }) })
			.first();
	}

	/** @param action of the node; none where it has none to choose from */
	private async pick(node: string, action?: string): Promise<void> {
		await this.editor.handle('node-creator-search-bar').waitFor();
		await this.type(node);
		await this.click(this.entry(node));
		if (action !== undefined) {
			const actions = this.page.getByText(/^Actions \(\d+\)/);
			const entry = this.entry(action);
			await actions.or(entry).first().waitFor();
			await this.editor.settle();
			if (!(await entry.isVisible())) await this.click(actions);
			await this.click(entry);
		}
		await this.editor.handle('node-parameters').first().waitFor();
	}
}
