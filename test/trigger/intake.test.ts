import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';
import { startCrispServer, type CrispServer } from '../support/crispServer';
import { Host, type HostSettings, type ReportedError } from './support/host';
import { settle, until } from '../support/time';
import { envelope, startServer, type TestServer } from '../support/server';

describe('the way from an event to an execution', () => {
	let rtm: CrispServer;
	let rest: TestServer;
	let host: Host;

	beforeEach(async () => {
		rtm = await startCrispServer();
		rest = await startServer(({ url }) => ({
			body: envelope(url.includes('conversations') ? [] : { socket: { app: rtm.url } }),
		}));
	});

	afterEach(async () => {
		await host.stop();
		expect(host.clock.pending).toBe(0);
		await rtm.close();
		await rest.close();
	});

	async function activate(settings: Partial<HostSettings> = {}) {
		host = new Host({
			credential: { apiUrl: rest.url, websiteId: String(EVENT_SAMPLES['message:send'].website_id) },
			...settings,
		});
		await host.start('activate');
	}

	let fingerprint = 1;
	const say = (session_id: string, content: string, changes = {}) =>
		rtm.send('message:send', {
			...EVENT_SAMPLES['message:send'],
			session_id,
			content,
			fingerprint: fingerprint++,
			...changes,
		});

	/** Waits until the trigger has received all that was sent. */
	async function arrived() {
		await settle(30);
	}

	describe('with more events than executions at once', () => {
		it('starts five unless told otherwise, and the next when one has ended', async () => {
			await activate({ ends: false });
			for (let index = 0; index < 20; index++) say(`session_${index}`, String(index));
			await until(() => host.executions.length === 5);
			await arrived();
			expect(host.running).toBe(5);
			await host.executions[3].end();
			expect(host.executions).toHaveLength(6);
			for (let index = 0; index < 20; index++) if (index !== 3) await host.executions[index].end();
			expect(host.texts).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
			expect(host.mostRunning).toBe(5);
		});

		it('starts as many as it is told', async () => {
			await activate({ ends: false, parameters: { options: { atOnce: 2 } } });
			for (let index = 0; index < 5; index++) say(`session_${index}`, String(index));
			await until(() => host.executions.length === 2);
			await arrived();
			expect(host.executions).toHaveLength(2);
		});

		it('keeps the order of a conversation', async () => {
			await activate({ ends: false });
			for (const text of ['a1', 'a2', 'b1', 'a3']) say(`session_${text[0]}`, text);
			await until(() => host.executions.length === 2);
			expect(host.texts).toEqual(['a1', 'b1']);
			await host.executions[0].end();
			await host.executions[2].end();
			expect(host.texts).toEqual(['a1', 'b1', 'a2', 'a3']);
		});

		it('works through a burst of 2,000 completely and in order', async () => {
			await activate();
			for (let index = 0; index < 2_000; index++) say(`session_${index % 7}`, String(index));
			await until(() => host.items.length === 2_000);
			expect(host.mostRunning).toBeLessThanOrEqual(5);
			for (let session = 0; session < 7; session++) {
				const numbers = host.items
					.filter(({ session_id }) => session_id === `session_${session}`)
					.map(({ chatInput }) => Number(chatInput));
				expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
			}
		});

		it('is closed at once, whatever waits or runs', async () => {
			await activate({ ends: false });
			for (let index = 0; index < 20; index++) say(`session_${index}`, String(index));
			await until(() => host.executions.length === 5);
			await host.stop();
			await host.executions[0].end();
			expect(host.executions).toHaveLength(5);
		});

		it('goes on after an execution that could not be started, and tries that one again', async () => {
			await activate({ ends: false, knowsKeys: false });
			say('session_a', 'one');
			await until(() => host.executions.length === 1);
			await host.executions[0].fail(new Error('database is locked'));
			await host.clock.advance(1_000);
			expect(host.texts).toEqual(['one', 'one']);
		});

		it('does not repeat an execution that was cancelled', async () => {
			await activate({ ends: false, knowsKeys: false });
			say('session_a', 'one');
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			class ManualExecutionCancelledError extends Error {}
			await host.executions[0].fail(new ManualExecutionCancelledError('cancelled'));
			expect(host.texts).toEqual(['one', 'two']);
		});

		it('starts one again that a database did not let begin, whatever its words are', async () => {
			await activate({ ends: false, knowsKeys: false });
			say('session_a', 'one');
			await until(() => host.executions.length === 1);
			await host.executions[0].fail(new Error('canceling statement due to lock timeout'));
			await host.clock.advance(1_000);
			expect(host.texts).toEqual(['one', 'one']);
			expect(host.log).toEqual([]);
			await host.executions[1].fail(new Error('canceling statement due to lock timeout'));
			expect(host.log.join()).toContain('canceling statement due to lock timeout');
		});
	});

	describe('with an execution whose worker has gone', () => {
		/** The words of n8n's queue mode. */
		const LOST =
			'This execution failed to be processed too many times and will no longer retry. To allow this execution to complete, please break down your workflow.';

		it('starts it once more, before the next of that conversation, and says so', async () => {
			await activate({ ends: false });
			say('session_a', 'one', { fingerprint: 42 });
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			await host.executions[0].end(LOST);
			expect(host.texts).toEqual(['one', 'one']);
			expect(host.executions[1].key).toBe(`${host.executions[0].key}:again1`);
			expect(host.log.filter((line) => line.startsWith('warn'))).toEqual([
				expect.stringMatching(/worker.*has gone.*session_a.*once more/),
			]);
			await host.executions[1].end();
			expect(host.texts).toEqual(['one', 'one', 'two']);
		});

		/** The stack of what fails in n8n's own database. */
		const stackOf = (words: string) =>
			`Error: ${words}\n    at PostgresDriver.obtainMasterConnection (/n8n/node_modules/@n8n/typeorm/driver.js:868:19)`;

		it.each([
			['Evaluator disposed', 'Reply'],
			['Driver not Connected', undefined],
			['Driver not Connected', 'Reply'],
			['Connection terminated', undefined],
			[{ message: 'Error in sub-node Model', description: 'Driver not Connected' }, 'AI Agent'],
			[{ message: 'Error in sub-node Model', description: 'Evaluator disposed' }, 'AI Agent'],
			...['Connection terminated', 'Cannot use a pool after calling end on the pool'].map(
				(message): [ReportedError, string] => [{ message, stack: stackOf(message) }, 'Reply'],
			),
		])('knows one that a worker could not finish before it stopped: %j', async (error, node) => {
			await activate({ ends: false });
			say('session_a', 'one');
			await until(() => host.executions.length === 1);
			await host.executions[0].end(error, node);
			expect(host.texts).toEqual(['one', 'one']);
		});

		it('leaves it after the third time, and goes on', async () => {
			await activate({ ends: false });
			say('session_a', 'one');
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			for (let index = 0; index < 3; index++) await host.executions[index].end(LOST);
			expect(host.texts).toEqual(['one', 'one', 'one', 'two']);
			expect(new Set(host.executions.map(({ key }) => key)).size).toBe(4);
			expect(host.log.at(-1)).toMatch(/not started again/);
		});

		it('starts nothing once more after it was closed', async () => {
			await activate({ ends: false });
			say('session_a', 'one');
			await until(() => host.executions.length === 1);
			await host.stop();
			await host.executions[0].end(LOST);
			expect(host.executions).toHaveLength(1);
		});

		it.each<string | ReportedError>([
			'The resource you are requesting could not be found',
			'Connection terminated',
			{ message: 'Connection terminated', stack: 'Error: Connection terminated\n    at pg.js:1:1' },
			{ message: 'Unknown column', stack: stackOf('Unknown column') },
		])('does not take a failure of the workflow for one: %j', async (words) => {
			await activate({ ends: false });
			say('session_a', 'one');
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			await host.executions[0].end(words, 'Query my database');
			expect(host.texts).toEqual(['one', 'two']);
		});
	});

	describe('with an execution whose end is not reported', () => {
		const warnings = () => host.log.filter((line) => line.startsWith('warn'));

		it('waits for it as long as it is told, says so, and goes on in that conversation', async () => {
			await activate({ ends: false, parameters: { options: { longestExecution: 0.1 } } });
			say('session_a', 'one');
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			await host.clock.advance(5_999);
			expect(host.texts).toEqual(['one']);
			await host.clock.advance(1);
			expect(host.texts).toEqual(['one', 'two']);
			expect(warnings()).toEqual([expect.stringMatching(/not reported.*for 6 s.*session_a/)]);
		});

		it('gives its place to another', async () => {
			const options = { longestExecution: 0.1, atOnce: 1 };
			await activate({ ends: false, parameters: { options } });
			say('session_a', 'one');
			await until(() => host.executions.length === 1);
			await host.clock.advance(4_000);
			say('session_b', 'two');
			await arrived();
			await host.clock.advance(2_000);
			expect(host.texts).toEqual(['one', 'two']);
			// The second one has its own time.
			say('session_c', 'three');
			await arrived();
			await host.clock.advance(5_999);
			expect(host.texts).toHaveLength(2);
			await host.clock.advance(1);
			expect(host.texts).toHaveLength(3);
		});

		it('does not care for an end that is reported later', async () => {
			await activate({ ends: false, parameters: { options: { longestExecution: 0.1 } } });
			say('session_a', 'one');
			say('session_a', 'two');
			say('session_a', 'three');
			await until(() => host.executions.length === 1);
			await host.clock.advance(6_000);
			await host.executions[0].end();
			expect(host.texts).toEqual(['one', 'two']);
			await host.executions[1].end();
			expect(host.texts).toEqual(['one', 'two', 'three']);
			expect(warnings()).toHaveLength(1);
		});

		it.each([
			['a quarter of an hour', {}, 900_000],
			['a quarter of an hour where a timeout is switched off', { executionTimeout: -1 }, 900_000],
			["a minute longer than the workflow's timeout", { executionTimeout: 3_600 }, 3_660_000],
		])('waits %s unless told otherwise', async (_how, workflowSettings, ms) => {
			await activate({ ends: false, workflowSettings });
			say('session_a', 'one');
			say('session_a', 'two');
			await until(() => host.executions.length === 1);
			await host.clock.jump(ms - 1);
			expect(host.texts).toEqual(['one']);
			await host.clock.jump(1);
			expect(host.texts).toEqual(['one', 'two']);
		});
	});

	describe('has a key', () => {
		it('of workflow, node, website, conversation and fingerprint for a message', async () => {
			await activate();
			say('session_a', 'one', { fingerprint: 42 });
			await until(() => host.executions.length === 1);
			const { website_id } = EVENT_SAMPLES['message:send'];
			expect(host.executions[0].key).toBe(
				`crisp:workflow-1:node-1:${String(website_id)}:session_a:42`,
			);
		});

		it('of no kind for events that may well happen twice', async () => {
			await activate({ parameters: { events: ['session:set_state'] } });
			rtm.send('session:set_state', EVENT_SAMPLES['session:set_state']);
			rtm.send('session:set_state', EVENT_SAMPLES['session:set_state']);
			await until(() => host.executions.length === 2);
			expect(host.executions.map(({ key }) => key)).toEqual([undefined, undefined]);
		});
	});

	it('takes a message once, even if Crisp sends it twice', async () => {
		await activate({ knowsKeys: false });
		say('session_a', 'one', { fingerprint: 7 });
		say('session_a', 'one', { fingerprint: 7 });
		say('session_a', 'two');
		await until(() => host.items.length === 2);
		expect(host.texts).toEqual(['one', 'two']);
	});

	it('passes on events that are named freely, known or not', async () => {
		await activate({
			parameters: { events: [], options: { otherEvents: 'future:event, session:removed' } },
		});
		expect(rtm.logins[0].events).toEqual(['future:event', 'session:removed']);
		rtm.send('future:event', { website_id: EVENT_SAMPLES['message:send'].website_id, answer: 42 });
		rtm.send('session:removed', EVENT_SAMPLES['session:removed']);
		await until(() => host.items.length === 2);
		expect(host.items[0]).toMatchObject({ event: 'future:event', answer: 42 });
	});

	it('has the payload where it is not simplified', async () => {
		await activate({ parameters: { simplify: false } });
		say('session_a', 'one');
		await until(() => host.items.length === 1);
		expect(host.items[0]).toMatchObject({ chatInput: 'one', data: { content: 'one' } });
	});

	describe('waiting for silence', () => {
		const options = { waitForSilence: 5, longestWait: 30 };

		it('makes one item of what a visitor writes and types in a row', async () => {
			await activate({ parameters: { options } });
			expect(rtm.logins[0].events).toEqual(['message:send', 'message:compose:send']);
			say('session_a', 'Hello');
			await arrived();
			await host.clock.advance(4_000);
			say('session_a', 'I have a question');
			await arrived();
			await host.clock.advance(4_000);
			rtm.send('message:compose:send', {
				...EVENT_SAMPLES['message:compose:send'],
				session_id: 'session_a',
			});
			await arrived();
			await host.clock.advance(4_000);
			expect(host.items).toEqual([]);
			await host.clock.advance(1_000);
			expect(host.items).toEqual([
				expect.objectContaining({
					chatInput: 'Hello\nI have a question',
					sessionId: 'session_a',
					messages: [
						expect.objectContaining({ text: 'Hello' }),
						expect.objectContaining({ text: 'I have a question' }),
					],
				}),
			]);
			expect(host.executions[0].key).toMatch(/^crisp:workflow-1:node-1:[0-9a-f]{64}$/);
		});

		it('leaves typing to the workflow that asks for it', async () => {
			await activate({ parameters: { events: ['message:compose:send'], options } });
			rtm.send('message:compose:send', EVENT_SAMPLES['message:compose:send']);
			await until(() => host.items.length === 1);
		});

		it('starts nothing when the trigger is closed in between', async () => {
			await activate({ parameters: { options } });
			say('session_a', 'Hello');
			await arrived();
			await host.stop();
			await host.clock.advance(60_000);
			expect(host.items).toEqual([]);
		});
	});

	describe('in batches', () => {
		const options = { batchSize: 3, batchSeconds: 2 };

		it('has several events in one execution', async () => {
			await activate({ parameters: { options } });
			for (let index = 0; index < 4; index++) say(`session_${index}`, String(index));
			await until(() => host.executions.length === 1);
			expect(host.executions[0].items.map(({ chatInput }) => chatInput)).toEqual(['0', '1', '2']);
			await arrived();
			await host.clock.advance(2_000);
			expect(host.executions[1].items).toHaveLength(1);
		});

		it('keeps the order of conversations', async () => {
			await activate({ ends: false, parameters: { options } });
			for (const text of ['a1', 'b1', 'c1', 'd1', 'e1', 'a2']) say(`session_${text[0]}`, text);
			await until(() => host.executions.length === 1);
			await arrived();
			expect(host.executions).toHaveLength(1);
			await host.executions[0].end();
			expect(host.texts).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'a2']);
		});

		it('has the key of its messages, whatever else was gathered', async () => {
			const events = ['message:send', 'session:set_state'];
			await activate({ parameters: { events, options } });
			const inSession = { ...EVENT_SAMPLES['session:set_state'], session_id: 'session_a' };
			for (const state of ['pending', 'resolved']) {
				rtm.send('session:set_state', { ...inSession, state });
			}
			say('session_a', 'one', { fingerprint: 7 });
			await until(() => host.executions.length === 1);
			expect(host.items.map(({ event }) => event)).toEqual([...events, events[1]].reverse());
			expect(host.executions[0].key).toBe(
				`crisp:workflow-1:node-1:${String(EVENT_SAMPLES['message:send'].website_id)}:session_a:7`,
			);
		});

		it('holds nothing up that came after it where its messages are no longer wanted', async () => {
			const parameters: INodeParameters = { options };
			await activate({ ends: false, parameters });
			for (const text of ['1', '2', '3']) say('session_a', text);
			await until(() => host.executions.length === 1);
			await host.stop();
			parameters.events = ['session:set_email'];
			parameters.options = {};
			await host.start('update');
			rtm.send('session:set_email', {
				...EVENT_SAMPLES['session:set_email'],
				session_id: 'session_a',
			});
			await until(() => host.executions.length === 2);
			expect(host.executions[1].items).toMatchObject([{ event: 'session:set_email' }]);
		});
	});
});

describe('messages that wait for silence when n8n ends', () => {
	let sandbox: Sandbox;

	beforeEach(async () => void (sandbox = await startSandbox()));

	afterEach(async () => await sandbox.close());

	it('come again after the next start', async () => {
		const host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			parameters: { options: { waitForSilence: 5 } },
		});
		await host.start();
		const { sessionId } = sandbox.visitor.say('one');
		await settle(30);
		await host.stop();
		sandbox.visitor.say('two', { sessionId });
		await host.start('init');
		await host.pass(() => host.items.length === 1);
		expect(host.items[0]).toMatchObject({ chatInput: 'one\ntwo', recovered: true });
		await host.stop();
	});
});
