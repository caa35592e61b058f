import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { setState } from '../../sandbox/domain/conversations';
import { Host } from './support/host';
import { settle, until } from '../support/time';

describe('events that the trigger tells from others', () => {
	let sandbox: Sandbox;
	let host: Host;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await host.stop();
		await until(() => host.count?.open === 0, 'all sockets to be closed');
		await sandbox.close();
	});

	async function activate(events: string[], parameters: INodeParameters = {}) {
		host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			parameters: { events, ...parameters },
		});
		await host.start();
		sandbox.clearRequests();
	}

	const say = (text: string, sessionId?: string) =>
		sandbox.visitor.say(text, { sessionId }).sessionId;

	const state = (sessionId: string, to: 'pending' | 'unresolved' | 'resolved') => {
		const found = sandbox.world.websites.get(sandbox.websiteId)?.conversations.get(sessionId);
		if (!found) throw new Error('no conversation');
		setState(sandbox.world, found, to);
	};

	const live = () => sandbox.sockets().some(({ authenticated }) => authenticated);
	const caughtUp = () => host.log.filter((line) => line.includes('has caught up'));
	async function gap(meanwhile: () => void, how: 'cut' | 'restart' = 'cut') {
		const { length } = caughtUp();
		if (how === 'restart') await host.stop();
		else sandbox.faults.realtime.disconnectAll('reset');
		await until(() => !live());
		meanwhile();
		if (how === 'restart') await host.start('init');
		await host.pass(() => caughtUp().length > length);
		await settle(60);
	}

	const told = () => host.items.map(({ event, chatInput }) => [event, chatInput]);
	const changes = () =>
		host.items
			.filter(({ state: to }) => to !== undefined)
			.map(({ event, previous_state, state: to }) => [event, previous_state, to]);

	const looks = () => sandbox.requests.filter(({ path }) => path.endsWith('/messages')).length;

	describe("'New Conversation'", () => {
		it('starts with the first message of a visitor, and with no other', async () => {
			const old = say('from before');
			await activate(['conversation:new']);
			const session = say('first');
			say('second', session);
			say('in an old one', old);
			say('first of another');
			await until(() => host.items.length === 2);
			await settle(60);
			expect(told()).toEqual([
				['conversation:new', 'first'],
				['conversation:new', 'first of another'],
			]);
			expect(host.items[0]).toMatchObject({ sender: 'visitor', session_id: session });
			expect(looks()).toBe(3);
		});

		it('is there once where all messages are chosen besides', async () => {
			await activate(['conversation:new', 'message:send']);
			const session = say('first');
			say('second', session);
			await until(() => host.items.length === 2);
			expect(told()).toEqual([
				['conversation:new', 'first'],
				['message:send', 'second'],
			]);
		});

		it('is told after a gap as well', async () => {
			await activate(['conversation:new']);
			const known = say('known');
			await until(() => host.items.length === 1);
			await gap(() => {
				say('more', known);
				say('missed');
			});
			await until(() => host.items.length === 2);
			expect(told()[1]).toEqual(['conversation:new', 'missed']);
			expect(host.items[1].recovered).toBe(true);
		});

		it('gathers what the visitor writes on where the trigger waits for silence', async () => {
			await activate(['conversation:new', 'message:send'], { options: { waitForSilence: 5 } });
			const session = say('first');
			say('second', session);
			await until(() => looks() === 1);
			await settle(60);
			await host.clock.advance(6_000);
			expect(told()).toEqual([['conversation:new', 'first\nsecond']]);
		});

		it('that could not be asked about is told, and the log says why', async () => {
			await activate(['conversation:new']);
			sandbox.faults.rest.answer({ status: 403, path: /messages/, times: 1 });
			say('first');
			await until(() => host.items.length === 1);
			expect(told()).toEqual([['conversation:new', 'first']]);
			expect(host.log.join()).toContain('could not check an event');
		});
	});

	describe('a change of the state', () => {
		it('has the state before, as far as it is known', async () => {
			await activate(['session:set_state']);
			const session = say('Hi');
			state(session, 'resolved');
			state(session, 'pending');
			state(session, 'pending');
			await until(() => host.items.length === 3);
			expect(changes()).toEqual([
				['session:set_state', null, 'resolved'],
				['session:set_state', 'resolved', 'pending'],
				['session:set_state', 'pending', 'pending'],
			]);
			expect(Object.keys(host.items[0]).slice(0, 2)).toEqual(['state', 'previous_state']);
		});

		it.each(['cut', 'restart'] as const)('has it after a gap (%s)', async (how) => {
			await activate(['session:set_state', 'message:send']);
			const session = say('Hi');
			await until(() => host.texts.includes('Hi'));
			state(session, 'resolved');
			await until(() => changes().length === 1);
			await host.clock.advance(1_000);
			say('stores what is known');
			await until(() => host.texts.includes('stores what is known'));
			await gap(() => void say('Again', session), how);
			await until(() => changes().length === 3);
			// The other one was not known, so that its state is told as well.
			expect(changes().slice(1).sort()).toEqual([
				['session:set_state', null, 'pending'],
				['session:set_state', 'resolved', 'unresolved'],
			]);
		});

		it("is 'Conversation Reopened' where a resolved one is no longer so", async () => {
			await activate(['conversation:reopened']);
			const session = say('Hi');
			state(session, 'pending');
			state(session, 'resolved');
			say('Again', session);
			state(session, 'pending');
			await until(() => host.items.length === 1);
			await settle(60);
			expect(changes()).toEqual([['conversation:reopened', 'resolved', 'unresolved']]);
			expect(looks()).toBe(0);
		});

		it('is there once where both are chosen', async () => {
			await activate(['conversation:reopened', 'session:set_state'], {
				filters: { states: ['unresolved'] },
			});
			const session = say('Hi');
			state(session, 'unresolved');
			state(session, 'resolved');
			state(session, 'unresolved');
			await until(() => host.items.length === 2);
			expect(changes()).toEqual([
				['session:set_state', null, 'unresolved'],
				['conversation:reopened', 'resolved', 'unresolved'],
			]);
		});

		it('that reopened a conversation in a gap is told afterwards', async () => {
			await activate(['conversation:reopened', 'message:send']);
			const session = say('Hi');
			await until(() => host.texts.includes('Hi'));
			state(session, 'resolved');
			await gap(() => void say('Again', session));
			await until(() => changes().length === 1);
			expect(changes()).toEqual([['conversation:reopened', 'resolved', 'unresolved']]);
		});
	});
});
