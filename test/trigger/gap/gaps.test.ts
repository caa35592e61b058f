import { startSandbox, type Sandbox, SECOND_WEBSITE_ID } from '../../../sandbox';
import type { AnswerFault } from '../../../sandbox/faults';
import { Host, type HostSettings } from '../support/host';
import { settle, until } from '../../support/time';

describe('a gap', () => {
	let sandbox: Sandbox;
	let host: Host;
	/** How much later it is than in the real world, for Crisp and for n8n. */
	let later: number;
	const today = () => Date.now() + later;

	beforeEach(async () => {
		later = 0;
		sandbox = await startSandbox({ clock: { now: today } });
	});

	afterEach(async () => {
		await host.stop();
		expect(host.clock.pending).toBe(0);
		await until(() => host.count?.open === 0, 'all sockets to be closed');
		expect(JSON.stringify([host.log, host.items])).not.toContain('-key');
		await sandbox.close();
	});

	function makeHost({
		tier = 'website',
		...settings
	}: Partial<HostSettings> & { tier?: string } = {}) {
		host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				tier,
				...sandbox.credentials[tier as 'website'],
				websiteId: sandbox.websiteId,
			},
			today,
			...settings,
		});
		return host;
	}

	const say = (text: string, sessionId?: string) =>
		sandbox.visitor.say(text, { sessionId }).sessionId;

	const live = () => sandbox.sockets().some(({ authenticated }) => authenticated);

	/** Cuts the connection, lets something happen, and waits until the trigger has caught up. */
	async function gap(meanwhile: () => void, how: 'graceful' | '41' | 'reset' = 'reset') {
		const { length } = caughtUp();
		sandbox.faults.realtime.disconnectAll(how);
		await until(() => !live());
		meanwhile();
		await host.pass(() => caughtUp().length > length);
	}

	/** Waits for the next connection, with requests after it that take their time. */
	async function slowFromNowOn() {
		const slow = () => {
			if (live()) sandbox.faults.rest.latency = 40;
			return live();
		};
		await Promise.all([sandbox.until(slow), host.pass(live)]);
		await until(() => paths().some((path) => path.includes('conversations')));
		expect(caughtUp()).toEqual([]);
	}

	const caughtUp = () => host.log.filter((line) => line.includes('has caught up'));

	const paths = () => sandbox.requests.map(({ path }) => path);

	it.each(['graceful', '41', 'reset'] as const)(
		'of the connection loses no message, and marks what was fetched (%s)',
		async (how) => {
			await makeHost().start();
			const session = say('before');
			await until(() => host.items.length === 1);
			await gap(() => {
				say('one', session);
				say('two', session);
			}, how);
			say('after', session);
			await until(() => host.items.length === 4);
			expect(host.texts).toEqual(['before', 'one', 'two', 'after']);
			expect(host.items.map(({ recovered }) => recovered)).toEqual([false, true, true, false]);
		},
	);

	it('costs one request for the list and one for each changed conversation', async () => {
		await makeHost().start();
		const quiet = say('before');
		await until(() => host.items.length === 1);
		sandbox.clearRequests();
		await gap(() => void say('one'));
		expect(paths().filter((path) => !path.includes('endpoints'))).toHaveLength(2);
		expect(paths().join()).not.toContain(quiet);
	});

	it('has one line in the log when it begins, and one with its duration and counts when it ends', async () => {
		await makeHost({ parameters: { events: ['message:send', 'session:set_email'] } }).start();
		await gap(() => void say('one'));
		expect(host.log).toEqual([
			expect.stringMatching(
				/^warn 'Crisp Trigger' of workflow 'test' has no connection to Crisp: /,
			),
			expect.stringMatching(
				/^info 'Crisp Trigger' of workflow 'test' is connected to Crisp again after \d+ s \(attempts: \d+\) and has caught up: 1 conversation read, 1 event fetched \(requests: 2\)\. Not to be had from Crisp for that time: session:set_email\.$/,
			),
		]);
		expect(host.log.filter((line) => line.startsWith('warn'))).toHaveLength(1);
	});

	it('brings messages of both sides and states where they are chosen', async () => {
		const events = ['message:send', 'message:received', 'session:set_state'];
		await makeHost({ parameters: { events, ignoreAutomated: false } }).start();
		const session = say('before');
		await until(() => host.texts.includes('before'));
		const { length } = host.items;
		await gap(() => {
			const website = sandbox.world.websites.get(sandbox.websiteId);
			const conversation = website?.conversations.get(session);
			if (!conversation) throw new Error('no conversation');
			conversation.state = 'resolved';
			say('one', session);
		});
		await until(() => host.items.length >= length + 2);
		expect(host.items.slice(length).map(({ event, recovered }) => [event, recovered])).toEqual(
			expect.arrayContaining([
				['message:send', true],
				['session:set_state', true],
			]),
		);
	});

	it('does not tell a state again that is known', async () => {
		await makeHost({ parameters: { events: ['session:set_state'] } }).start();
		const session = say('before');
		await gap(() => void say('one', session));
		const { length } = host.items;
		await gap(() => void say('two', session));
		expect(host.items).toHaveLength(length);
	});

	it('lets received events wait for the fetched ones, and takes none twice', async () => {
		await makeHost().start();
		const session = say('before');
		await until(() => host.items.length === 1);
		sandbox.faults.realtime.disconnectAll('reset');
		await until(() => !live());
		say('one', session);
		await slowFromNowOn();
		say('two', session);
		say('three', session);
		sandbox.faults.rest.latency = 0;
		await host.pass(() => caughtUp().length === 1);
		await until(() => host.items.length === 4);
		expect(host.texts).toEqual(['before', 'one', 'two', 'three']);
	});

	it('that begins before the first connection counts from the activation on', async () => {
		say('old');
		later = 600_000;
		sandbox.faults.rest.answer({ status: 503, path: /endpoints/ });
		await makeHost().start();
		say('one');
		await host.pass(() => caughtUp().length === 1);
		expect(host.texts).toEqual(['one']);
	});

	describe('of n8n', () => {
		it('is filled after a restart', async () => {
			await makeHost().start();
			const session = say('before');
			await until(() => host.items.length === 1);
			await host.stop();
			say('one', session);
			await host.start('init');
			await until(() => host.items.length === 2);
			expect(host.items[1]).toMatchObject({ chatInput: 'one', recovered: true });
		});

		it('loses nothing and doubles nothing when it is killed among executions', async () => {
			await makeHost({ ends: false }).start();
			const sessions = Array.from({ length: 9 }, (_, index) => say(`${index} a`));
			await until(() => host.executions.length === 5);
			await host.executions[1].end();
			await until(() => host.executions.length === 6);
			await host.stop();
			for (const session of sessions) say('b', session);
			await host.start('init');
			for (let ended = 0; ended < 18; ended++) {
				await until(() => host.executions.length > ended);
				if (ended !== 1) await host.executions[ended].end();
			}
			expect([...host.texts].sort()).toEqual(
				sessions.flatMap((_, index) => [`${index} a`, 'b']).sort(),
			);
		});

		it('is not filled by the first activation', async () => {
			say('old');
			await makeHost().start('init');
			say('new');
			await until(() => host.items.length === 1);
			expect(host.texts).toEqual(['new']);
			// The list tells Crisp's time, from which on messages are wanted.
			expect(paths().filter((path) => path.includes('conversation'))).toHaveLength(1);
		});

		it('is not filled where the workflow was switched off on purpose', async () => {
			await makeHost().start();
			say('before');
			await until(() => host.items.length === 1);
			await host.stop();
			say('while off');
			await host.start('activate');
			say('after');
			await until(() => host.items.length === 2);
			expect(host.texts).toEqual(['before', 'after']);
		});
	});

	describe('in trouble', () => {
		const LIST = /conversations\/1/;

		it('is filled at another try while received events wait', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 502, path: LIST, times: 2 });
			await gap(() => void say('one'));
			expect(host.texts).toEqual(['one']);
			expect(host.log.filter((line) => line.includes('not caught up'))).toEqual([]);
		});

		it.each<[string, Omit<AnswerFault, 'path' | 'times'>]>([
			['nothing', { status: 204, raw: '' }],
			['null', { status: 200, data: null }],
			['an object', { status: 200, data: {} }],
		])(
			'is filled although a list and messages are answered with %s first',
			async (_what, answer) => {
				await makeHost().start();
				sandbox.faults.rest.answer({ ...answer, path: LIST, times: 2 });
				sandbox.faults.rest.answer({ ...answer, path: /messages/, times: 2 });
				await gap(() => void say('one'));
				expect(host.texts).toEqual(['one']);
				expect(caughtUp()[0]).not.toContain('Could not be read');
			},
		);

		/** Time passes at Crisp and at n8n. The server keeps its own, so this is no silence. */
		async function wait(minutes: number, condition: () => boolean) {
			for (let minute = 0; minute < minutes && !condition(); minute++) {
				await host.clock.advance(60_000);
				await host.pass(live);
				await settle(20);
			}
			expect(condition()).toBe(true);
		}

		it('leaves out a conversation whose messages are never a list', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 200, data: {}, path: /messages/, times: Infinity });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await wait(25, () => caughtUp().length > 0);
			expect(host.texts).toEqual([]);
			expect(caughtUp()[0]).toContain('Could not be read: session_');
		});

		it('is filled when it is over, however long it lasts, and is said once', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 502, path: LIST, times: 20 });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			const session = say('one');
			await host.pass(() => host.log.some((line) => line.includes('not caught up')));
			// This conversation can be read although the list cannot.
			say('two', session);
			await until(() => host.texts.includes('two'));
			await wait(25, () => caughtUp().length > 0);
			expect(host.texts).toEqual(['one', 'two']);
			expect(host.log.filter((line) => line.includes('not caught up'))).toHaveLength(1);
		});

		it('keeps its beginning where n8n ends before it is filled', async () => {
			await makeHost().start();
			say('zero');
			await until(() => host.items.length === 1);
			sandbox.faults.rest.answer({ status: 502, path: LIST, times: 50 });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await host.pass(live);
			later = 600_000;
			say('two');
			await until(() => host.texts.includes('two'));
			await settle();
			await host.stop();
			sandbox.faults.rest.clear();
			await host.start('init');
			await until(() => host.items.length === 3);
			expect(host.texts).toEqual(['zero', 'two', 'one']);
		});

		it.each([false, true])(
			'brings an older message before the newer one that was received (restart: %s)',
			async (restarts) => {
				await makeHost().start();
				const session = say('zero');
				await until(() => host.items.length === 1);
				sandbox.faults.rest.answer({ status: 502, path: LIST, times: 3 });
				sandbox.faults.rest.answer({ status: 502, path: /messages/, times: 4 });
				sandbox.faults.realtime.disconnectAll('reset');
				await until(() => !live());
				say('one', session);
				await host.pass(() => paths().some((path) => path.endsWith('/messages')));
				say('two', session);
				await settle(50);
				expect(host.texts).toEqual(['zero']);
				if (restarts) {
					await host.stop();
					await host.start('init');
				}
				await host.pass(() => host.items.length === 3);
				expect(host.texts).toEqual(['zero', 'one', 'two']);
			},
		);

		it('does not age: what came since the loss is fetched, whatever the look-back is', async () => {
			await makeHost({ parameters: { options: { lookBackHours: 2 } } }).start();
			say('before');
			await until(() => host.items.length === 1);
			await host.stop();
			say('one');
			later = 72 * 3_600_000;
			say('two');
			await host.start('init');
			await until(() => host.items.length === 3);
			expect(new Set(host.texts)).toEqual(new Set(['before', 'one', 'two']));
		});

		it('stops at the budget, says how far it is, and goes on in the next hour', async () => {
			await makeHost({ parameters: { options: { requestBudget: 4 } } }).start();
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			for (const text of ['one', 'two', 'three', 'four']) say(text);
			await host.pass(() => host.log.some((line) => line.includes('requests of this hour')));
			// The reference of the first start, the list, and the two that have written last.
			expect(new Set(host.texts)).toEqual(new Set(['four', 'three']));
			expect(host.log.at(-1)).toMatch(
				/has not caught up yet: 2 of 4 conversations read, 2 events fetched \(requests: 3\)\. Its requests of this hour are spent \(option 'Catch Up Requests'\), it goes on in 1 h 0 min\.$/,
			);
			later = 3_600_000;
			await host.clock.jump(3_600_000);
			await host.pass(() => caughtUp().length > 0);
			expect(new Set(host.texts)).toEqual(new Set(['one', 'two', 'three', 'four']));
		});

		it('leaves received events alone while the budget is spent', async () => {
			await makeHost({ parameters: { options: { requestBudget: 2 } } }).start();
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			const session = say('one');
			say('two');
			await host.pass(() => host.log.some((line) => line.includes('requests of this hour')));
			say('three', session);
			await until(() => host.texts.includes('three'));
			expect(host.texts).toEqual(['one', 'three']);
		});

		it('leaves out a website that may not be read, and says which', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 403, path: LIST });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await host.pass(() => caughtUp().length > 0);
			expect(caughtUp()[0]).toContain(`Could not be read: website ${sandbox.websiteId} (`);
			say('two');
			await until(() => host.items.length === 1);
			expect(host.texts).toEqual(['two']);
			expect(host.errors).toEqual([]);
		});

		it('can be closed in the midst of it', async () => {
			await makeHost().start();
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await slowFromNowOn();
			await host.stop();
			expect(host.items).toEqual([]);
		});
	});

	it.each([
		['is cut in its middle', { status: 200, raw: '{"error":false,"reason":"resolved","da' }],
		['is no JSON', { status: 200, raw: '<html>busy</html>' }],
		['is refused for now', { status: 503 }],
	])('ends although the look-up of the endpoint after it %s', async (_what, answer) => {
		await makeHost().start();
		sandbox.faults.rest.answer({ ...answer, path: /endpoints/, times: 2 });
		await gap(() => void say('one'));
		expect(host.texts).toEqual(['one']);
		expect(host.errors).toEqual([]);
	});

	describe('of a plugin token', () => {
		it('is filled for all other websites where one has removed the plugin', async () => {
			await makeHost({ tier: 'plugin', parameters: { listenTo: 'all' } }).start();
			sandbox.faults.rest.answer({
				status: 404,
				reason: 'not_subscribed',
				path: new RegExp(`${SECOND_WEBSITE_ID}/conversations`),
			});
			await gap(() => void say('one'));
			expect(host.texts).toEqual(['one']);
			expect(caughtUp()[0]).toMatch(
				new RegExp(`^warn .*Could not be read: website ${SECOND_WEBSITE_ID} \\(The plugin`),
			);
		});

		it('is filled for every website', async () => {
			await makeHost({ tier: 'plugin', parameters: { listenTo: 'all' } }).start();
			await gap(() => {
				say('one');
				sandbox.visitor.say('two', { websiteId: SECOND_WEBSITE_ID });
			});
			expect(host.items.map(({ website_id, chatInput }) => [website_id, chatInput])).toEqual([
				[sandbox.websiteId, 'one'],
				[SECOND_WEBSITE_ID, 'two'],
			]);
		});
	});

	it('is not filled where that is not wanted', async () => {
		await makeHost({ parameters: { options: { catchUp: false } } }).start();
		sandbox.faults.realtime.disconnectAll('reset');
		await until(() => !live());
		say('one');
		await host.pass(live);
		say('two');
		await until(() => host.items.length === 1);
		expect(host.texts).toEqual(['two']);
	});
});
