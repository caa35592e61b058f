import { autoReply } from './autoReply';
import { itemsOf, type StoredCredential } from './client';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;

beforeEach(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
afterEach(async () => await stage.close());

/** Generous, for machines that are busy with other things. */
const PATIENCE = { timeout: 600_000 };
const TIME_LIMIT = 900_000;

const listening = async () =>
	await stage.sandbox.until(
		() => stage.sandbox.sockets().some(({ authenticated }) => authenticated),
		PATIENCE,
	);

async function publish() {
	const workflow = await stage.n8n.client.createWorkflow(autoReply(credential));
	const { status } = await stage.n8n.client.activate(workflow);
	expect(status).toBe('published');
	await listening();
	return workflow;
}

const texts = (sessionId: string, from: 'user' | 'operator') =>
	stage.sandbox
		.messages(sessionId)
		.filter((message) => message.from === from)
		.map(({ content }) => String(content));

/** What the answers of a conversation quote, in their order. */
const quoted = (sessionId: string) =>
	texts(sessionId, 'operator').map((text) => /“(.*)”/.exec(text)?.[1]);

/** Lets visitors say `count` things in turn; resolves with their conversations. */
function sayMany(count: number, conversations: string[], label: string): string[] {
	for (let index = 0; index < count; index++) {
		const turn = index % 10;
		const { sessionId } = stage.sandbox.visitor.say(`${label} ${index}`, {
			sessionId: conversations[turn],
		});
		conversations[turn] = sessionId;
	}
	return conversations;
}

test(
	'a burst of 2,000 messages is answered completely, in order, within bounded memory',
	async () => {
		await publish();
		// Else n8n's start would be measured: with what it leaves, V8 lets n8n grow to 1.2 GB on its own.
		await stage.n8n.settle();
		const conversations = sayMany(2_000, [], 'Burst');
		const answered = () => conversations.flatMap((sessionId) => quoted(sessionId)).length;
		await stage.sandbox.until(() => answered() >= 2_000, PATIENCE);
		for (const sessionId of conversations) {
			expect(quoted(sessionId)).toEqual(texts(sessionId, 'user'));
		}
		// 1,000 executions at once took n8n 11 GB.
		expect(await stage.n8n.peakMemory()).toBeLessThan(1_200);
	},
	TIME_LIMIT,
);

test(
	'every message has one execution, although n8n is killed and started again meanwhile',
	async () => {
		const { id } = await publish();
		const conversations = sayMany(40, [], 'Before');
		const answers = () => conversations.flatMap((sessionId) => quoted(sessionId));
		await stage.sandbox.until(() => answers().length >= 10, PATIENCE);
		await stage.n8n.kill();
		sayMany(40, conversations, 'Meanwhile');
		await stage.n8n.start();
		await listening();
		sayMany(10, conversations, 'Afterwards');

		const executions = await stage.n8n.client.finishedExecutions(id, 90);
		// Those that ran when n8n was killed are not run again: they may have done their work.
		const crashed = executions.filter(({ status }) => status === 'crashed');
		expect(crashed.length).toBeLessThanOrEqual(5);
		const said = conversations.flatMap((sessionId) => texts(sessionId, 'user'));
		const processed = executions
			.filter(({ status }) => status === 'success')
			.map((execution) => String(itemsOf(execution, 'Visitor writes')?.[0].chatInput));
		expect(new Set(processed).size).toBe(processed.length);
		expect(processed.length + crashed.length).toBe(said.length);
		expect(processed.filter((text) => !said.includes(text))).toEqual([]);
		expect(new Set(answers()).size).toBe(answers().length);
	},
	TIME_LIMIT,
);
