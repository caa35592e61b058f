import type { INode } from 'n8n-workflow';
import type { Page, PageScreenshotOptions } from 'playwright-core';

import { INBOX_ID, OPERATOR_IDS } from '../sandbox';
import type { Demonstration } from './demonstration';
import type { Editor } from './editor';
import { EXAMPLES, importExample, type Completion } from './importExample';

/** Wide enough to read a whole workflow. */
const WINDOW = { width: 1600, height: 900 };

const chosen = (value: string, name: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName: name,
});

/** Credentials and choices for every example, so that no node is marked as incomplete. */
async function completionFor({ n8n, credential }: Demonstration): Promise<Completion> {
	const model = await n8n.client.createCredential('openAiApi', 'Model', { apiKey: 'none' });
	const header = await n8n.client.createCredential('httpHeaderAuth', 'CRM', {
		name: 'x-key',
		value: 'none',
	});
	const credentialOf = ({ type }: INode) => {
		if (type.startsWith('n8n-nodes-crisp.')) return credential;
		if (type.endsWith('.lmChatOpenAi')) return model;
		return /\.(webhook|httpRequest|httpRequestTool)$/.test(type) ? header : undefined;
	};
	return { credentialOf };
}

const fill: Record<string, Completion['fill']> = {
	'proactive-message-and-campaign': {
		'Create campaign': {
			additionalFields: { senderUserId: chosen(OPERATOR_IDS.owner, 'Olivia Owner') },
		},
	},
	'routing-by-content': {
		'Move to billing inbox': { inboxId: chosen(INBOX_ID, 'Billing') },
		'Assign to technician': { userId: chosen(OPERATOR_IDS.member, 'Marc Member') },
		'Assign to French speaker': { userId: chosen(OPERATOR_IDS.owner, 'Olivia Owner') },
	},
};

/** Around the workflow, in pixels. */
const MARGIN = 16;

/** The part of the page that the nodes and notes of a workflow take. */
async function areaOfWorkflow(page: Page) {
	const boxes = await page.locator('.vue-flow__node').evaluateAll((elements) =>
		elements.map((element) => {
			const { left, top, right, bottom } = element.getBoundingClientRect();
			return { left, top, right, bottom };
		}),
	);
	const x = Math.min(...boxes.map(({ left }) => left)) - MARGIN;
	const y = Math.min(...boxes.map(({ top }) => top)) - MARGIN;
	const width = Math.max(...boxes.map(({ right }) => right)) + MARGIN - x;
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) + MARGIN - y;
	return { x, y, width, height };
}

/** Buttons that the editor lays over the canvas. */
const HIDE_BUTTONS =
	'[class*="executionButtons"], .vue-flow__panel { visibility: hidden !important; }';

/**
 * Opens each example in the editor, fitted to the window.
 *
 * @param shoot takes a picture of the page under a name, with these options
 */
export async function showExamples(
	editor: Editor,
	demonstration: Demonstration,
	shoot: (page: Page, name: string, options: PageScreenshotOptions) => Promise<void>,
): Promise<void> {
	const completion = await completionFor(demonstration);
	await editor.page.setViewportSize(WINDOW);
	for (const name of EXAMPLES) {
		const { id } = await importExample(demonstration.n8n.client, name, {
			...completion,
			fill: fill[name],
		});
		await editor.openWorkflow(id);
		await editor.handle('zoom-to-fit').click();
		await editor.settle();
		const clip = await areaOfWorkflow(editor.page);
		await shoot(editor.page, `example-${name}`, { clip, style: HIDE_BUTTONS });
	}
}
