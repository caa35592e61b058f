import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type Sandbox } from '../../sandbox';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';
import { WebhookHost } from './support/host';
import { postSigned } from './support/requests';

describe('events that the webhook trigger tells from others', () => {
	let sandbox: Sandbox;
	let host: WebhookHost;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});

	afterEach(async () => {
		await host.close();
		await sandbox.close();
	});

	async function listen(events: string[]) {
		host = await WebhookHost.start({
			parameters: { hookType: 'plugin', events },
			credential: {
				baseUrl: sandbox.apiUrl,
				tier: 'plugin',
				...sandbox.credentials.plugin,
				websiteId: sandbox.websiteId,
			},
		});
	}

	let sent = 0;
	const send = async (event: string, changes: IDataObject) =>
		await postSigned(
			host.url,
			JSON.stringify({
				website_id: sandbox.websiteId,
				event,
				data: { ...EVENT_SAMPLES[event], website_id: sandbox.websiteId, ...changes },
				timestamp: Date.now() + sent++,
			}),
		);

	/** What Crisp sends when a visitor writes. */
	async function say(text: string, known?: string) {
		const { sessionId, fingerprint } = sandbox.visitor.say(text, { sessionId: known });
		const { status } = await send('message:send', {
			session_id: sessionId,
			content: text,
			fingerprint,
			timestamp: Date.now(),
		});
		return { sessionId, status };
	}

	const state = async (session_id: string, to: string) =>
		await send('session:set_state', { session_id, state: to });

	const told = () =>
		host.items.map(({ event, chatInput, previous_state, state: to }) =>
			to === undefined ? [event, chatInput] : [event, previous_state, to],
		);

	const looks = () => sandbox.requests.length;

	it('are the first message of a visitor, with one request for each conversation', async () => {
		await listen(['conversation:new']);
		const { sessionId } = await say('first');
		await say('second', sessionId);
		await say('third', sessionId);
		expect(told()).toEqual([['conversation:new', 'first']]);
		expect(looks()).toBe(1);
		host.forget();
		await say('fourth', sessionId);
		expect(told()).toHaveLength(1);
		expect(looks()).toBe(2);
	});

	it('are refused where Crisp cannot be asked, so that it sends them again', async () => {
		await listen(['conversation:new']);
		sandbox.faults.rest.answer({ status: 403, path: /messages/, times: 1 });
		const { sessionId, status } = await say('first');
		expect(status).toBe(503);
		expect(host.items).toEqual([]);
		expect(host.log.join()).toContain('could not be asked whether the conversation is new');
		const [{ fingerprint, timestamp }] = sandbox.messages(sessionId);
		await send('message:send', { session_id: sessionId, content: 'first', fingerprint, timestamp });
		expect(told()).toEqual([['conversation:new', 'first']]);
	});

	it('are changes of a state with the state before, also over a restart', async () => {
		await listen(['session:set_state', 'conversation:reopened']);
		await state('session_a', 'resolved');
		host.forget();
		await state('session_a', 'unresolved');
		await state('session_a', 'pending');
		expect(told()).toEqual([
			['session:set_state', null, 'resolved'],
			['conversation:reopened', 'resolved', 'unresolved'],
			['session:set_state', 'unresolved', 'pending'],
		]);
		expect(looks()).toBe(0);
	});

	it('are told of resolutions that start nothing themselves', async () => {
		await listen(['conversation:reopened']);
		expect((await state('session_a', 'resolved')).status).toBe(200);
		await state('session_a', 'pending');
		await state('session_b', 'pending');
		expect(told()).toEqual([['conversation:reopened', 'resolved', 'pending']]);
	});
});
