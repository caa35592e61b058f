import type { INodeParameters } from 'n8n-workflow';

import { OPERATOR_IDS, startSandbox, type Sandbox } from '../../sandbox';
import { patchMeta, setRouting, setState } from '../../sandbox/domain/conversations';
import { addMessage } from '../../sandbox/domain/messages';
import { Host } from './support/host';
import { settle, until } from '../support/time';

const { owner: JANE, member: JOHN } = OPERATOR_IDS;

describe('human takeover', () => {
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
		await until(() => host.count?.open === 0, 'all sockets to be closed');
		await sandbox.close();
	});

	async function activate(parameters: INodeParameters = { humanTakeover: 'untilHandedBack' }) {
		host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			today,
			parameters,
		});
		await host.start();
		sandbox.clearRequests();
	}

	/** Looks at conversations, and not at what a gap asks for. */
	const looks = () =>
		sandbox.requests
			.map(({ path, query }) => `${path}${Object.keys(query).length > 0 ? '?' : ''}`)
			.filter((path) => /conversation\/[^/]+(\/messages)?$/.test(path)).length;

	const website = () => {
		const found = sandbox.world.websites.get(sandbox.websiteId);
		if (!found) throw new Error('no website');
		return found;
	};
	const conversation = (sessionId: string) => {
		const found = website().conversations.get(sessionId);
		if (!found) throw new Error('no conversation');
		return found;
	};

	let said = 0;
	/** A visitor writes. @returns whether it has started the workflow, and how many looks it took */
	async function asks(sessionId: string): Promise<{ starts: boolean; looks: number }> {
		const text = `question ${said++}`;
		const before = looks();
		sandbox.visitor.say(text, { sessionId });
		// What is behind it has had its turn when a message of another conversation has come.
		const mark = `mark ${said}`;
		sandbox.visitor.say(mark, { sessionId: other });
		await until(() => host.texts.includes(mark));
		let count = -1;
		while (count !== looks()) {
			count = looks();
			await settle(60);
		}
		return { starts: host.texts.includes(text), looks: count - before };
	}

	/** A conversation that is known and in which nobody took over. */
	let other: string;
	async function knownOther() {
		({ sessionId: other } = sandbox.visitor.say('first'));
		await until(() => host.texts.includes('first'));
		await settle(30);
	}

	async function ready(parameters?: INodeParameters) {
		await activate(parameters);
		await knownOther();
	}

	/** A conversation from before the trigger was there. */
	const old = (change: (sessionId: string) => void = () => {}) => {
		const { sessionId } = sandbox.visitor.say('old');
		change(sessionId);
		return sessionId;
	};

	const answers = (sessionId: string, given: object = {}) =>
		void addMessage(sandbox.world, conversation(sessionId), {
			type: 'text',
			from: 'operator',
			origin: 'chat',
			content: 'I am a human',
			user: { type: 'website', user_id: JANE, nickname: 'Jane' },
			...given,
		});
	const assign = (sessionId: string, operator: string | null) =>
		setRouting(sandbox.world, conversation(sessionId), operator);
	const state = (sessionId: string, to: 'pending' | 'unresolved' | 'resolved') =>
		setState(sandbox.world, conversation(sessionId), to);
	const flag = (sessionId: string, value: string, since?: number) =>
		patchMeta(sandbox.world, website(), conversation(sessionId), {
			data: { ai_status: value, ...(since === undefined ? {} : { ai_status_since: since }) },
		});

	const STARTS = { starts: true, looks: 0 };
	const SILENT = { starts: false, looks: 0 };

	it('is off unless asked for, and then nothing is looked at', async () => {
		await ready({});
		const session = old((id) => assign(id, JANE));
		answers(session);
		expect(await asks(session)).toEqual(STARTS);
		expect(looks()).toBe(0);
	});

	it('looks twice at a conversation that it does not know, and never again', async () => {
		await ready();
		sandbox.clearRequests();
		const session = old();
		await until(() => host.texts.includes('old'));
		expect(looks()).toBe(2);
		expect(await asks(session)).toEqual(STARTS);
		answers(session);
		expect(await asks(session)).toEqual(SILENT);
		state(session, 'resolved');
		expect(await asks(session)).toEqual(STARTS);
	});

	describe('of a conversation from before', () => {
		let session: string;
		const prepare = async (change: (sessionId: string) => void) => {
			session = old(change);
			await ready();
		};

		it.each<[string, (sessionId: string) => void, number]>([
			['assigned', (id) => assign(id, JANE), 1],
			['handed off', (id) => flag(id, 'disabled'), 1],
			['answered', (id) => answers(id), 2],
		])('is seen where it is %s', async (_what, change, count) => {
			await prepare(change);
			expect(await asks(session)).toEqual({ starts: false, looks: count });
			expect(await asks(session)).toEqual(SILENT);
		});

		it.each<[string, (sessionId: string) => void]>([
			['a note', (id) => answers(id, { type: 'note' })],
			['an automated message', (id) => answers(id, { automated: true })],
			['a message without an operator', (id) => answers(id, { user: { type: 'participant' } })],
			[
				'an answer from before it was handed back',
				(id) => {
					answers(id);
					flag(id, 'enabled', today() + 1);
				},
			],
			[
				'an answer from before it was resolved',
				(id) => {
					answers(id);
					answers(id, { type: 'event', content: { namespace: 'state:resolved' } });
				},
			],
		])('is not seen in %s', async (_what, change) => {
			await prepare(change);
			expect(await asks(session)).toEqual({ starts: true, looks: 2 });
			expect(await asks(session)).toEqual(STARTS);
		});
	});

	describe('of a conversation that is known', () => {
		let session: string;
		beforeEach(async () => {
			await ready();
			session = old();
			await until(() => host.texts.includes('old'));
			await settle(60);
		});

		it.each<[string, () => void, () => void]>([
			['an answer', () => answers(session), () => state(session, 'resolved')],
			['an assignment', () => assign(session, JANE), () => assign(session, null)],
			[
				'an assignment that outlasts the resolution',
				() => assign(session, JANE),
				() => state(session, 'resolved'),
			],
			[
				'a flag that outlasts the resolution',
				() => flag(session, 'disabled', 5),
				() => state(session, 'resolved'),
			],
			[
				'the flag',
				() => flag(session, 'disabled', today()),
				() => flag(session, 'enabled', today()),
			],
			['the flag without a time', () => flag(session, 'disabled'), () => flag(session, 'enabled')],
			[
				'an answer that is handed back',
				() => answers(session),
				() => flag(session, 'enabled', today()),
			],
			[
				'an answer and an assignment',
				() => {
					assign(session, JANE);
					answers(session);
				},
				() => assign(session, null),
			],
		])('begins and ends, without a request: %s', async (_what, takeOver, giveBack) => {
			takeOver();
			expect(await asks(session)).toEqual(SILENT);
			expect(await asks(session)).toEqual(SILENT);
			giveBack();
			expect(await asks(session)).toEqual(STARTS);
			expect(await asks(session)).toEqual(STARTS);
		});

		it.each<[string, () => void]>([
			['assigned to the same operator anew', () => assign(session, JANE)],
			['assigned to another one', () => assign(session, JOHN)],
			['answered', () => answers(session)],
			['handed off anew', () => flag(session, 'disabled', 7)],
		])('begins again after a resolution that left all as it was: %s', async (_what, takeOver) => {
			flag(session, 'disabled', 5);
			assign(session, JANE);
			answers(session);
			state(session, 'resolved');
			expect(await asks(session)).toEqual(STARTS);
			takeOver();
			expect(await asks(session)).toEqual(SILENT);
		});

		it('goes on where an operator is assigned and the flag is set back', async () => {
			assign(session, JANE);
			flag(session, 'enabled', today());
			expect(await asks(session)).toEqual(SILENT);
		});

		it('does not begin with other custom data of a conversation that was given back', async () => {
			flag(session, 'disabled', 5);
			state(session, 'resolved');
			patchMeta(sandbox.world, website(), conversation(session), {
				data: { ai_status: 'disabled', ai_status_since: 5, plan: 'pro' },
			});
			expect(await asks(session)).toEqual(STARTS);
		});

		it('does not begin with what nobody typed', async () => {
			answers(session, { automated: true });
			answers(session, { type: 'note' });
			answers(session, { user: {} });
			expect(await asks(session)).toEqual(STARTS);
		});
	});

	it('holds back no events but those of visitors', async () => {
		await ready({
			humanTakeover: 'untilHandedBack',
			events: ['message:send', 'message:received', 'session:set_state'],
		});
		const session = old();
		answers(session);
		state(session, 'pending');
		await until(() => host.items.some(({ event }) => event === 'session:set_state'));
		expect(host.items.map(({ event }) => event)).toContain('message:received');
	});

	it('of a conversation that cannot be looked at lets the message by, and says so', async () => {
		await ready();
		sandbox.faults.rest.answer({ status: 403, path: /conversation\/session/, times: 1 });
		const session = old((id) => assign(id, JANE));
		await until(() => host.texts.includes('old'));
		expect(host.log.join()).toContain('could not check an event');
		expect(await asks(session)).toMatchObject({ starts: false });
	});

	describe('for some minutes', () => {
		let session: string;
		const minutes = (count: number) => (later += count * 60_000);
		beforeEach(async () => {
			await ready({ humanTakeover: 'forMinutes', humanTakeoverMinutes: 1.5 });
			session = old();
			await until(() => host.texts.includes('old'));
			await settle(60);
		});

		it("counts from the human's last message", async () => {
			answers(session);
			minutes(1);
			expect(await asks(session)).toEqual(SILENT);
			answers(session);
			minutes(1);
			expect(await asks(session)).toEqual(SILENT);
			minutes(0.6);
			expect(await asks(session)).toEqual(STARTS);
		});

		it('does not count an assignment', async () => {
			assign(session, JANE);
			expect(await asks(session)).toEqual(STARTS);
		});

		it('counts a hand-off as a message, and ends with a resolution', async () => {
			flag(session, 'disabled', today());
			expect(await asks(session)).toEqual(SILENT);
			minutes(2);
			expect(await asks(session)).toEqual(STARTS);
			answers(session);
			expect(await asks(session)).toEqual(SILENT);
			state(session, 'resolved');
			expect(await asks(session)).toEqual(STARTS);
		});

		it('counts a message from before the trigger was there', async () => {
			await host.stop();
			const before = old((id) => answers(id));
			await host.start('activate');
			await knownOther();
			expect(await asks(before)).toEqual({ starts: false, looks: 2 });
			minutes(2);
			expect(await asks(before)).toEqual(STARTS);
		});
	});

	describe('in a gap', () => {
		const live = () => sandbox.sockets().some(({ authenticated }) => authenticated);
		const caughtUp = () => host.log.filter((line) => line.includes('has caught up'));

		async function missed(meanwhile: () => void, how: 'cut' | 'restart') {
			const { length } = caughtUp();
			if (how === 'restart') await host.stop();
			else sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			meanwhile();
			if (how === 'restart') await host.start('init');
			await host.pass(() => caughtUp().length > length);
			await settle(60);
		}

		let session: string;
		const begin = async (parameters?: INodeParameters) => {
			await ready(parameters);
			session = old();
			await until(() => host.texts.includes('old'));
			await settle(60);
			// Stores what is known by now.
			await asks(other);
		};

		describe.each(['cut', 'restart'] as const)('(%s)', (how) => {
			it.each<[string, () => void]>([
				['an answer', () => answers(session)],
				['an assignment', () => assign(session, JANE)],
				['the flag', () => flag(session, 'disabled', 5)],
			])('is seen without a look: %s', async (_what, takeOver) => {
				await begin();
				await missed(takeOver, how);
				expect(await asks(session)).toEqual(SILENT);
			});

			it('is over where it was resolved, even where the assignment outlasts it', async () => {
				await begin();
				assign(session, JANE);
				expect(await asks(session)).toEqual(SILENT);
				await asks(other);
				await missed(() => state(session, 'resolved'), how);
				expect(await asks(session)).toEqual(STARTS);
			});

			it('stays over where it was resolved before', async () => {
				await begin();
				assign(session, JANE);
				state(session, 'resolved');
				expect(await asks(session)).toEqual(STARTS);
				await missed(() => flag(session, 'enabled'), how);
				expect(await asks(session)).toEqual(STARTS);
			});

			it('holds back what a human has answered meanwhile, and what is resolved by now', async () => {
				await begin();
				await missed(() => {
					sandbox.visitor.say('answered', { sessionId: session });
					answers(session);
					sandbox.visitor.say('thanks', { sessionId: session });
					later += 1_000;
					state(session, 'resolved');
					later += 1_000;
				}, how);
				expect(host.texts).not.toContain('answered');
				expect(host.texts).not.toContain('thanks');
				expect(await asks(session)).toEqual(STARTS);
			});
		});

		it('is looked for in a conversation that was not known before the gap', async () => {
			session = old((id) => answers(id));
			await ready();
			later += 120_000;
			await asks(other);
			await missed(() => void sandbox.visitor.say('missed', { sessionId: session }), 'cut');
			expect(host.texts).not.toContain('missed');
			expect(await asks(session)).toEqual(SILENT);
		});

		it('is looked for again where nothing is caught up with', async () => {
			await begin({ humanTakeover: 'untilHandedBack', options: { catchUp: false } });
			sandbox.faults.realtime.disconnectAll('reset');
			await until(() => !live());
			assign(session, JANE);
			await host.pass(live);
			await settle(60);
			expect(await asks(session)).toMatchObject({ starts: false });
		});
	});
});
