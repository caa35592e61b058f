import { startSandbox, type Sandbox } from '../../sandbox';
import { Host } from './support/host';
import { settle, until } from '../support/time';

describe("'Show Typing'", () => {
	let sandbox: Sandbox;
	let host: Host;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await host.stop();
		expect(host.clock.pending).toBe(0);
		await until(() => host.count?.open === 0, 'all sockets to be closed');
		await sandbox.close();
	});

	async function activate(options: { showTyping?: boolean; batchSize?: number }) {
		host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			parameters: { options },
			ends: false,
		});
		await host.start();
	}

	/** What was shown, as sent. */
	const shown = () =>
		sandbox.requests
			.filter(({ path }) => path.endsWith('/compose'))
			.map(({ body }) => (body as { type: string }).type);

	const shows = async (...types: string[]) => {
		await until(() => shown().length >= types.length, `typing to be shown: ${types.join()}`);
		await settle(20);
		expect(shown()).toEqual(types);
	};

	const say = async (text = 'Hi') => {
		const { sessionId } = sandbox.visitor.say(text);
		await until(() => host.texts.includes(text));
		return sessionId;
	};

	it('is off unless asked for', async () => {
		await activate({});
		await say();
		await host.executions[0].end();
		await shows();
	});

	it.each<[string, string[]]>([
		['well', []],
		['with an error', ['The model is gone', 'AI Agent']],
		['as a whole', ['The workflow has run out of memory']],
	])('begins and ends with an execution that ends %s', async (_how, error) => {
		await activate({ showTyping: true });
		const sessionId = await say();
		await shows('start');
		const typing = () =>
			sandbox.conversations().find(({ session_id }) => session_id === sessionId)?.compose.operator;
		expect(typing()).toMatchObject({ type: 'start' });
		await host.executions[0].end(...error);
		await shows('start', 'stop');
		expect(typing()).toBeNull();
	});

	it('ends where the execution could not be started as well', async () => {
		await activate({ showTyping: true });
		await say();
		class ManualExecutionCancelledError extends Error {}
		await host.executions[0].fail(new ManualExecutionCancelledError('cancelled'));
		await shows('start', 'stop');
	});

	it('is kept alive, though not for ever', async () => {
		await activate({ showTyping: true });
		await say();
		await shows('start');
		await host.clock.advance(29_000);
		await shows('start', 'start');
		await host.clock.advance(700_000);
		await until(() => shown().length === 41);
		await settle(20);
		expect(shown()).toHaveLength(41);
	});

	it('is shown once in each conversation of an execution', async () => {
		await activate({ showTyping: true, batchSize: 3 });
		const { sessionId } = sandbox.visitor.say('one');
		sandbox.visitor.say('two', { sessionId });
		sandbox.visitor.say('three');
		await until(() => host.executions.length === 1);
		await shows('start', 'start');
	});

	it('ends when the trigger ends', async () => {
		await activate({ showTyping: true });
		await say();
		await shows('start');
		await host.stop();
		await shows('start', 'stop');
	});

	it('that Crisp refuses is said once, and stops nothing', async () => {
		await activate({ showTyping: true });
		sandbox.faults.rest.answer({ status: 403, path: /compose/, times: 10 });
		await say('one');
		await until(() => shown().length === 1);
		await host.executions[0].end();
		await say('two');
		await until(() => shown().length === 2);
		await host.executions[1].end();
		await shows('start', 'start');
		expect(host.log.filter((line) => line.includes('could not show'))).toHaveLength(1);
		expect(host.texts).toEqual(['one', 'two']);
	});
});
