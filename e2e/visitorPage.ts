import type { BrowserContext, Page } from 'playwright-core';

import type { Sandbox } from '../sandbox';

/** The sandbox's chat page, as a visitor of a website uses it. */
export class VisitorPage {
	private constructor(
		readonly page: Page,
		private readonly sandbox: Sandbox,
	) {}

	static async open(
		context: BrowserContext,
		sandbox: Sandbox,
		nickname: string,
	): Promise<VisitorPage> {
		const page = await context.newPage();
		await page.goto(sandbox.visitorPageUrl);
		await page.locator('[data-test="nickname"]').fill(nickname);
		return new VisitorPage(page, sandbox);
	}

	/** Writes, and waits until the conversation has so many messages where a number is given. */
	async write(text: string, messages?: number): Promise<void> {
		await this.page.locator('form.say input').fill(text);
		await this.page.locator('[data-test="send"]').click();
		if (messages === undefined) return;
		const sessionId = await this.sessionId();
		await this.sandbox.until(() => this.sandbox.messages(sessionId).length === messages);
	}

	/** Presses a button below a question. */
	async choose(label: string): Promise<void> {
		await this.page.locator('[data-test="choice"]').filter({ hasText: label }).click();
	}

	/** Of the conversation, once something was written. */
	async sessionId(): Promise<string> {
		return await this.page.locator('[data-test="session"]').innerText();
	}
}
