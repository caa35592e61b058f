import { startSandbox, type Sandbox, SECOND_WEBSITE_ID } from '../../sandbox';
import { Host, type HostSettings } from './support/host';
import { settle, until } from '../support/time';

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
				/^info 'Crisp Trigger' of workflow 'test' is connected to Crisp again after \d+ s \(attempts: \d+\) and has caught up: 1 events fetched \(requests: 2\)\. Not to be had from Crisp for that time: session:set_email\.$/,
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
			expect(paths().filter((path) => path.includes('conversation'))).toEqual([]);
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

		it('is filled later where it lasts, is said once, and does not stop received events', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 502, path: LIST, times: 5 });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await host.pass(() => host.log.some((line) => line.includes('not caught up')));
			say('two');
			await until(() => host.texts.includes('two'));
			// The server keeps its own time, so it has to be told that this is no silence.
			for (let minute = 0; minute < 25 && caughtUp().length === 0; minute++) {
				await host.clock.advance(60_000);
				await host.pass(live);
			}
			await host.pass(() => caughtUp().length > 0);
			expect([...host.texts].sort()).toEqual(['one', 'two']);
		});

		it('keeps its position where n8n ends before it is filled', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 502, path: LIST, times: 3 });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await host.pass(() => host.log.some((line) => line.includes('not caught up')));
			later = 600_000;
			say('two');
			await until(() => host.items.length === 1);
			await settle();
			say('three');
			await until(() => host.items.length === 2);
			await host.stop();
			await host.start('init');
			await until(() => host.items.length === 3);
			expect(host.texts).toEqual(['two', 'three', 'one']);
		});

		it.each([false, true])(
			'brings an older message of a conversation whose newer one was received (restart: %s)',
			async (restarts) => {
				await makeHost().start();
				const session = say('zero');
				await until(() => host.items.length === 1);
				sandbox.faults.rest.answer({ status: 502, path: LIST, times: 3 });
				sandbox.faults.realtime.disconnectAll('reset');
				await until(() => !live());
				say('one', session);
				await host.pass(() => host.log.some((line) => line.includes('not caught up')));
				say('two', session);
				await until(() => host.texts.includes('two'));
				await settle();
				say('another');
				await until(() => host.texts.includes('another'));
				if (restarts) {
					await host.stop();
					await host.start('init');
				} else {
					await gap(() => {});
				}
				await until(() => host.items.length === 4);
				expect(host.texts).toEqual(['zero', 'two', 'another', 'one']);
			},
		);

		it('goes no further back than it is told', async () => {
			await makeHost({ parameters: { options: { lookBackHours: 2 } } }).start();
			say('before');
			await until(() => host.items.length === 1);
			await host.stop();
			say('one');
			later = 3 * 3_600_000;
			say('two');
			await host.start('init');
			await until(() => host.items.length === 2);
			say('after');
			await until(() => host.items.length === 3);
			expect(host.texts).toEqual(['before', 'two', 'after']);
		});

		it('stops at the budget, says so, and brings the rest at the next chance', async () => {
			await makeHost({ parameters: { options: { requestBudget: 3 } } }).start();
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			for (const text of ['one', 'two', 'three', 'four']) say(text);
			await host.pass(() => host.log.some((line) => line.includes('budget of 3 requests')));
			expect(host.texts).toEqual(['one', 'two']);
			await gap(() => {});
			expect(host.texts).toEqual(['one', 'two', 'three', 'four']);
		});

		it('is left out where the token may not read conversations', async () => {
			await makeHost().start();
			sandbox.faults.rest.answer({ status: 403, path: LIST });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			say('one');
			await host.pass(() => host.log.some((line) => line.includes('cannot catch up')));
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

	describe('of a plugin token', () => {
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
