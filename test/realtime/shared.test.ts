import { startSandbox, type Sandbox } from '../../sandbox';
import { Hub } from '../../nodes/Crisp/realtime/hub';
import { Host, type HostSettings } from '../trigger/support/host';
import { FakeClock, settle, until } from '../support/time';

describe('several triggers with one token', () => {
	let sandbox: Sandbox;
	let clock: FakeClock;
	let hub: Hub;
	let hosts: Host[];

	beforeEach(async () => {
		sandbox = await startSandbox();
		clock = new FakeClock();
		hub = new Hub({ clock, random: () => 0.5 });
		hosts = [];
	});

	afterEach(async () => {
		await Promise.all(hosts.map(async (host) => await host.stop()));
		expect(clock.pending).toBe(0);
		expect(hub.size).toBe(0);
		await until(() => sandbox.sockets().length === 0);
		await sandbox.close();
	});

	async function activate(parameters: HostSettings['parameters'] = {}, settings = {}) {
		const host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			parameters,
			hub,
			clock,
			...settings,
		});
		hosts.push(host);
		await host.start();
		return host;
	}

	it('share one socket, and get each what it has asked for', async () => {
		const messages = await activate();
		const states = await activate({ events: ['session:set_state'] });
		await clock.advance(5_000);
		await until(() => sandbox.sockets().length === 1);
		const { sessionId } = sandbox.visitor.say('one');
		await until(() => messages.items.length === 1);
		const { world, websiteId } = sandbox;
		world.announceSession(
			world.websites.get(websiteId)?.conversations.get(sessionId) as never,
			'session:set_state',
			{ state: 'resolved' },
		);
		await until(() => states.items.length === 1);
		expect(messages.items.map(({ event }) => event)).toEqual(['message:send']);
		expect(states.items.map(({ event }) => event)).toEqual(['session:set_state']);
	});

	it('catch up each for itself', async () => {
		const [one, two] = [await activate(), await activate()];
		sandbox.faults.realtime.disconnectAll('reset');
		await until(() => sandbox.sockets().length === 0);
		sandbox.visitor.say('one');
		await one.pass(() => one.items.length === 1 && two.items.length === 1);
		expect([one.texts, two.texts]).toEqual([['one'], ['one']]);
	});

	it('lose nothing and double nothing when another comes or goes', async () => {
		const first = await activate();
		const { sessionId } = sandbox.visitor.say('0');
		const others: Host[] = [];
		for (let round = 1; round <= 5; round++) {
			sandbox.visitor.say(`${round} a`, { sessionId });
			others.push(await activate({ events: [`session:set_${round}`, 'session:set_state'] }));
			sandbox.visitor.say(`${round} b`, { sessionId });
			await clock.advance(3_000);
			await others.shift()?.stop();
		}
		await until(() => first.items.length === 11);
		await settle(30);
		expect(first.texts).toEqual([
			'0',
			...[1, 2, 3, 4, 5].flatMap((round) => [`${round} a`, `${round} b`]),
		]);
		expect(first.log).toEqual([]);
	});

	it('do not wait for one whose executions never end, or that throws', async () => {
		const stuck = await activate({ options: { atOnce: 1 } }, { ends: false });
		const other = await activate();
		for (let index = 0; index < 50; index++) sandbox.visitor.say(String(index));
		await until(() => other.items.length === 50);
		expect(stuck.items).toHaveLength(1);
	});
});
