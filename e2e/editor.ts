import {
	chromium,
	type Browser,
	type BrowserContext,
	type Locator,
	type Page,
} from 'playwright-core';

import { owner } from './client';

const SIZE = { width: 1280, height: 800 };

/** The editor animates what it opens. */
export const SETTLE_MS = 800;

/** A headless Chromium: /usr/bin/chromium, or the one in CHROMIUM. */
export const launchBrowser = async (): Promise<Browser> =>
	await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
	});

/**
 * A browser window that cannot leave this machine.
 *
 * @param colorScheme of the operating system, which n8n follows unless told otherwise
 */
export async function openWindow(
	browser: Browser,
	colorScheme: 'light' | 'dark' = 'light',
): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: SIZE, locale: 'en-US', colorScheme });
	await context.route('**/*', async (route) => {
		const { hostname } = new URL(route.request().url());
		await (hostname === '127.0.0.1' ? route.continue() : route.abort());
	});
	return context;
}

/** n8n's editor as a person uses it, logged in as the owner. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** @param url address of n8n */
	static async open(context: BrowserContext, url: string): Promise<Editor> {
		const page = await context.newPage();
		await page.goto(`${url}/signin`, { waitUntil: 'domcontentloaded' });
		await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
		await page.locator('input[type="password"]').fill(owner.password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		return new Editor(page, url);
	}

	/** What n8n's own tests call by this handle. */
	handle(name: string): Locator {
		return this.page.locator(`[data-test-id="${name}"]`);
	}

	async goTo(path: string): Promise<void> {
		await this.page.goto(this.url + path, { waitUntil: 'domcontentloaded' });
	}

	async openWorkflow(id: string): Promise<void> {
		await this.goTo(`/workflow/${id}`);
		await this.handle('canvas-node').first().waitFor();
		await this.settle();
	}

	async openNode(name: string): Promise<void> {
		await this.handle('canvas-node').filter({ hasText: name }).first().dblclick();
		await this.handle('node-parameters').first().waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.settle();
	}

	/** Types into the search of the panel that adds nodes; resolves with what it finds. */
	async searchNodes(text: string): Promise<Locator> {
		await this.handle('node-creator-plus-button').first().click();
		await this.handle('node-creator-search-bar').fill(text);
		const found = this.handle('item-iterator-item');
		await found.first().waitFor();
		return found;
	}

	async settle(): Promise<void> {
		await this.page.waitForTimeout(SETTLE_MS);
	}
}
