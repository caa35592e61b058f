/**
 * `npm run bench:editor [rounds]`: how quick the Crisp node is in n8n's editor beside Slack's, which
 * people know (8 rounds). Builds and packs; needs Chromium.
 *
 * - opening the node, another resource, another operation and a key press, in one browser session.
 *   Choices are made by keyboard: after a click the scroll bar of a list fades when the list has closed.
 *   Crisp, Slack and Slack again, whose ratio to the first is the noise, take turns; one round goes
 *   before. The time runs from the event to the last change of the page that is followed by 600 ms
 *   without one. CPU is that of the page's main thread meanwhile, which says more on a machine that is
 *   busy otherwise. Slack's node sends to a channel. "Empty" is a new one, whose form has no field for
 *   the channel yet; it is only opened.
 * - `new Workflow()` with one node, as n8n makes it for each execution.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import type { Browser, BrowserContext, CDPSession, Locator } from 'playwright-core';

import { startDemonstration, type Demonstration, type Undo } from '../e2e/demonstration';
import { Editor, launchBrowser, openWindow } from '../e2e/editor';
import { installHost } from '../e2e/install';
import { CRISP } from '../e2e/nodes';
import { root } from '../scripts/command';
import { median, precise, whole } from './figures';

const ROUNDS = Number(process.argv[2] ?? 8);

/** How often a node is opened in its turn, as openings differ a lot. */
const OPENINGS = 3;

/** Slack's version of the tested n8n. */
const SLACK_VERSION = 2.7;

const SLACK = 'n8n-nodes-base.slack';

/** Names of the nodes on the canvas. */
type Subject = 'Crisp' | 'Slack' | 'Again' | 'Empty';

type What = 'open' | 'resource' | 'operation' | 'key';

/**
 * Orders of the rounds. In four rounds each subject is once in each place, and once right after each of
 * the others.
 */
const ORDERS: Subject[][] = [
	['Crisp', 'Slack', 'Empty', 'Again'],
	['Slack', 'Again', 'Crisp', 'Empty'],
	['Again', 'Empty', 'Slack', 'Crisp'],
	['Empty', 'Crisp', 'Again', 'Slack'],
];

/** The most that the median may be beside Slack's. */
const GOALS: Record<What, number> = { open: 1.15, resource: 1.3, operation: 1.15, key: 1.15 };
const WORKFLOW_GOAL = 1.5;

type Choice<Field extends string = 'resource' | 'operation'> = [field: Field, label: string];

/**
 * Choices that are alike: a resource and an operation that names a conversation and a person, another
 * resource and its list, and back to what is sent.
 */
const CRISP_CHOICES: Choice[] = [
	['resource', 'Conversation'],
	['operation', 'Assign'],
	['resource', 'Contact'],
	['operation', 'Get Many'],
	['resource', 'Message'],
	['operation', 'Delete'],
	['operation', 'Send'],
];
const SLACK_CHOICES: Choice[] = [
	['resource', 'Channel'],
	['operation', 'Invite'],
	['resource', 'User'],
	['operation', 'Get Many'],
	['resource', 'Message'],
	['operation', 'Delete'],
	['operation', 'Send'],
];

/** n8n forgets the receiver of Slack's node when its field leaves the form, so each turn chooses it again. */
const SLACK_RECEIVER: Choice<'select'> = ['select', 'Channel'];

const CHOICES: Record<Exclude<Subject, 'Empty'>, Choice[]> = {
	Crisp: CRISP_CHOICES,
	Slack: SLACK_CHOICES,
	Again: SLACK_CHOICES,
};

/** A pair of choices, such as "Assign, Invite". */
const choiceName = (index: number): string =>
	[...new Set([CRISP_CHOICES[index][1], SLACK_CHOICES[index][1]])].join(', ');

interface Figure {
	wallMs: number;
	cpuMs: number;
}

/** @param what something with a goal, or a pair of choices */
type Note = (what: string, figure: Figure) => void;

/** Runs in the page: notes when an event came, and when the page changed last. */
const OBSERVER = `
	let start = 0;
	let last = 0;
	new MutationObserver(() => { last = performance.now(); }).observe(document, {
		subtree: true, childList: true, attributes: true, characterData: true,
	});
	window.armBench = (type) => {
		start = 0;
		const note = (event) => { start = event.timeStamp; last = start; };
		document.addEventListener(type, note, { capture: true, once: true });
	};
	window.benchSettled = async () => {
		while (start === 0 || performance.now() - last < 600) {
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		return last - start;
	};
`;

/** CPU time of the main thread of the process that renders the editor, in ms. */
async function findRenderer(browser: Browser): Promise<() => number> {
	const session: CDPSession = await browser.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	const [{ id }] = processInfo
		.filter(({ type }) => type === 'renderer')
		.sort((one, other) => other.cpuTime - one.cpuTime);
	const file = `/proc/${id}/task/${id}/schedstat`;
	return () => Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
}

class Bench {
	private readonly figures = new Map<string, Figure[]>();

	constructor(
		private readonly editor: Editor,
		private readonly cpu: () => number,
		private readonly collectGarbage: () => Promise<void>,
	) {}

	private async measure(event: string, act: () => Promise<void>): Promise<Figure> {
		const { page } = this.editor;
		// No measurement pays for the garbage of the one before it.
		await this.collectGarbage();
		await page.evaluate(`window.armBench(${JSON.stringify(event)})`);
		const before = this.cpu();
		await act();
		const wallMs = await page.evaluate<number>('window.benchSettled()');
		return { wallMs, cpuMs: this.cpu() - before };
	}

	/** Opens the list of a field and resolves with the option, in view. */
	private async findOption([field, label]: Choice<string>): Promise<Locator> {
		const { editor } = this;
		await editor.handle(`parameter-input-${field}`).click();
		const option = editor.page
			.locator('.el-select-dropdown__item:visible')
			.filter({ has: editor.page.getByText(label, { exact: true }) })
			.first();
		await option.scrollIntoViewIfNeeded();
		await editor.settle();
		return option;
	}

	private async choose(choice: Choice): Promise<Figure> {
		const option = await this.findOption(choice);
		await option.hover();
		// The scroll bar fades now, not within what is measured.
		await this.editor.page.mouse.move(0, 0);
		await this.editor.settle();
		const enter = async () => await this.editor.page.keyboard.press('Enter');
		return await this.measure('keydown', enter);
	}

	private async open(subject: Subject): Promise<Figure> {
		const { editor } = this;
		const node = editor.handle('canvas-node').filter({ hasText: subject }).first();
		const box = await node.boundingBox();
		if (!box) throw new Error(`The node ${subject} is not on the canvas`);
		// By place: a locator would first look whether it can be clicked, at the page's expense.
		const place = [box.x + box.width / 2, box.y + box.height / 2] as const;
		// n8n saves a while after a change; that is not part of this opening.
		await editor.page.waitForTimeout(2_000);
		return await this.measure('dblclick', async () => await editor.page.mouse.dblclick(...place));
	}

	private async close(): Promise<void> {
		await this.editor.handle('ndv-close-button').first().click();
		await this.editor.settle();
	}

	/** One turn of a node; `note` gets each figure. */
	private async turn(subject: Subject, note: Note): Promise<void> {
		for (let opening = 1; opening < OPENINGS; opening++) {
			note('open', await this.open(subject));
			await this.close();
		}
		note('open', await this.open(subject));
		if (subject !== 'Empty') await this.use(CHOICES[subject], note);
		if (subject === 'Slack' || subject === 'Again') {
			await (await this.findOption(SLACK_RECEIVER)).click();
			await this.editor.settle();
		}
		await this.close();
	}

	/** Types into the node that is open, and chooses. */
	private async use(choices: Choice[], note: Note): Promise<void> {
		const { editor } = this;
		await editor.handle('parameter-input-text').locator('textarea, input').first().click();
		await editor.settle();
		for (let press = 0; press < 3; press++) {
			const key = async () => await editor.page.keyboard.press('a');
			note('key', await this.measure('keydown', key));
		}
		for (const [index, choice] of choices.entries()) {
			const figure = await this.choose(choice);
			for (const what of [choice[0], choiceName(index)]) note(what, figure);
		}
	}

	async run(rounds: number): Promise<void> {
		// The first round fills caches and is not counted.
		for (let round = 0; round <= rounds; round++) {
			for (const subject of ORDERS[round % ORDERS.length]) {
				await this.turn(subject, (what, figure) => {
					if (round === 0) return;
					const key = `${what} ${subject}`;
					this.figures.set(key, [...(this.figures.get(key) ?? []), figure]);
				});
			}
			// A run takes long: what there is so far is worth having if somebody ends it.
			if (round > 0) this.report(`Round ${round} of ${rounds}`);
		}
	}

	private report(title: string): void {
		const columns = ["Slack's", 'ratio', 'noise'];
		const titles = ['', 'ms', ...columns, 'CPU ms', ...columns, 'goal'];
		const rows = [
			...(['open', 'resource', 'operation', 'key'] as const).map((what) =>
				this.row(what, String(GOALS[what])),
			),
			...CRISP_CHOICES.map((_, index) => this.row(choiceName(index))),
		];
		const lines = [titles, titles.map(() => '---'), ...rows];
		console.log(`\n${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`);
		const toEmpty = (kind: keyof Figure) =>
			precise(2)(this.median('open Crisp', kind) / this.median('open Empty', kind));
		console.log(`\nopen beside Empty: ${toEmpty('wallMs')} (CPU ${toEmpty('cpuMs')})`);
	}

	private median(key: string, kind: keyof Figure): number {
		return median((this.figures.get(key) ?? []).map((figure) => figure[kind]));
	}

	private row(what: string, goal = ''): string[] {
		const cells = (['wallMs', 'cpuMs'] as const).flatMap((kind) => {
			const of = (subject: Subject) => this.median(`${what} ${subject}`, kind);
			const [crisp, slack] = [of('Crisp'), of('Slack')];
			const ratios = [crisp / slack, of('Again') / slack].map(precise(2));
			return [whole(crisp), whole(slack), ...ratios];
		});
		return [what, ...cells, goal];
	}
}

/** The nodes side by side on one canvas; resolves with the workflow's ID. */
async function drawWorkflow({ n8n, credential }: Demonstration): Promise<string> {
	const slack = await n8n.client.createCredential('slackApi', 'Slack', {
		accessToken: 'xoxb-not-used',
	});
	const slackNode = (name: Subject, receiver: INodeParameters = { select: 'channel' }) => ({
		name,
		type: SLACK,
		typeVersion: SLACK_VERSION,
		credential: slack,
		parameters: { resource: 'message', operation: 'post', ...receiver },
	});
	const { id } = await n8n.client.createWorkflow({
		name: 'Editor',
		nodes: [
			{
				name: 'Crisp',
				type: CRISP,
				credential,
				parameters: { resource: 'message', operation: 'send' },
			},
			slackNode('Slack'),
			slackNode('Again'),
			slackNode('Empty', {}),
		],
	});
	return id;
}

async function measureEditor(demonstration: Demonstration, browser: Browser): Promise<void> {
	const context: BrowserContext = await openWindow(browser);
	await context.addInitScript(OBSERVER);
	const editor = await Editor.open(context, demonstration.n8n.url);
	await editor.openWorkflow(await drawWorkflow(demonstration));
	const session = await context.newCDPSession(editor.page);
	const collectGarbage = async () => void (await session.send('HeapProfiler.collectGarbage'));
	const bench = new Bench(editor, await findRenderer(browser), collectGarbage);
	await bench.run(ROUNDS);
}

const isNodeType = (value: unknown): value is INodeType =>
	typeof value === 'object' && value !== null && 'description' in value;

/** The class of a compiled file, made; of a versioned one the version that is compared. */
function load(file: string, name: string): INodeType {
	const made: unknown = new (createRequire(file)(file) as Record<string, new () => object>)[name]();
	if (isNodeType(made) && 'properties' in made.description) return made;
	const { nodeVersions } = made as { nodeVersions: Record<number, INodeType> };
	return nodeVersions[SLACK_VERSION];
}

/** Median CPU time of making a workflow with one such node, in µs. */
function workflowCost(type: INodeType, typeVersion: number, parameters: INodeParameters): number {
	const nodeTypes: INodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const make = () => {
		const node = {
			id: '1',
			name: 'Node',
			type: 'node',
			typeVersion,
			position: [0, 0] as [number, number],
		};
		return new Workflow({
			nodes: [{ ...node, parameters: structuredClone(parameters) }],
			connections: {},
			active: false,
			nodeTypes,
		});
	};
	const PER_SAMPLE = 50;
	const times: number[] = [];
	for (let sample = 0; sample < 60; sample++) {
		const start = process.cpuUsage();
		for (let index = 0; index < PER_SAMPLE; index++) make();
		const { user, system } = process.cpuUsage(start);
		if (sample >= 10) times.push((user + system) / PER_SAMPLE);
	}
	return median(times);
}

async function measureWorkflow(): Promise<void> {
	const { directory } = await installHost(() => {});
	const slackFile = path.join(
		directory,
		'node_modules/n8n-nodes-base/dist/nodes/Slack/Slack.node.js',
	);
	const slack = load(slackFile, 'Slack');
	const crisp = load(path.join(root, 'dist/nodes/Crisp/Crisp.node.js'), 'Crisp');
	const cost = {
		crisp: workflowCost(crisp, 1, { resource: 'message', operation: 'send', text: 'Hello' }),
		slack: workflowCost(slack, SLACK_VERSION, {
			resource: 'message',
			operation: 'post',
			text: 'Hello',
		}),
	};
	const ratio = precise(2)(cost.crisp / cost.slack);
	console.log(
		`\nnew Workflow() with one node: Crisp ${whole(cost.crisp)} µs, Slack ${whole(cost.slack)} µs, ratio ${ratio}, goal ${WORKFLOW_GOAL}`,
	);
}

async function main(): Promise<void> {
	const undo: Undo = [];
	try {
		const demonstration = await startDemonstration((line) => console.log(`· ${line}`), undo);
		await demonstration.n8n.client.deactivate(demonstration.workflow.id);
		const browser = await launchBrowser();
		undo.push(async () => await browser.close());
		await measureEditor(demonstration, browser);
		// Last: it leaves n8n's connections unattended for so long that they are closed.
		await measureWorkflow();
	} finally {
		for (const step of undo.reverse()) await step();
	}
}

void main();
