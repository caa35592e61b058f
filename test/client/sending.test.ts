import type { IExecuteFunctions, INode } from 'n8n-workflow';

import {
	openClient,
	type CrispRequest,
	type RequestOptions,
} from '../../nodes/Crisp/client/request';
import { systemClock } from '../../nodes/Crisp/clock';
import { credential } from '../support/n8n';
import { envelope, refusal } from '../support/server';
import { settle } from '../support/time';

/*
 * What becomes of outcomes that a server cannot bring about quickly or in a given order: n8n's helper
 * is replaced, and no time passes.
 */

/** One request as n8n's helper is asked for it. */
interface Asked {
	method: string;
	url: string;
	answer: (status: number, body?: unknown, headers?: object) => void;
	fail: (error: object) => void;
}

let user = 0;
let now: number;
/** What is waited for, in milliseconds. */
let waits: number[];
/** Ends all waiting. */
let passTime: () => void;

beforeEach(() => {
	user++;
	now = Date.UTC(2026, 2, 1);
	waits = [];
	const ends: Array<() => void> = [];
	passTime = () => {
		for (const end of ends.splice(0)) end();
	};
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(Math, 'random').mockReturnValue(1);
	jest.spyOn(systemClock, 'after').mockImplementation((ms, callback) => {
		const at = now + ms;
		waits.push(ms);
		ends.push(() => {
			now = Math.max(now, at);
			callback();
		});
		return () => {};
	});
});
afterEach(() => jest.restoreAllMocks());

/** A client with a token of its own, and the requests that are under way in its name. */
async function open() {
	const asked: Asked[] = [];
	const helper = jest.fn(
		async (_type: string, { method, url }: { method: string; url: string }, _more: object) =>
			await new Promise((resolve, reject) => {
				asked.push({
					method,
					url: url.replace('https://crisp.test', ''),
					answer: (status, body = envelope({}), headers = {}) =>
						resolve({ statusCode: status, headers, body }),
					fail: reject,
				});
			}),
	);
	const data = credential('https://crisp.test', { identifier: `user ${user}` });
	const getCredentials = jest.fn(async () => data);
	const context = {
		getCredentials,
		getNode: () => ({ name: 'Crisp', type: 'crisp', parameters: {} }) as unknown as INode,
		helpers: { httpRequestWithAuthentication: helper },
	} as unknown as IExecuteFunctions;
	const client = await openClient(context);
	return {
		client,
		asked,
		helper,
		getCredentials,
		data,
		/** Sends, and gives the outcome as text. */
		send: async (request: Partial<CrispRequest> = {}, options?: RequestOptions) =>
			await client.send({ method: 'GET', path: '/a', ...request }, options).then(
				({ status }) => String(status),
				(error: Error) => error.message,
			),
		/** The n-th request, when it is under way. */
		nth: async (index: number): Promise<Asked> => {
			await settle();
			passTime();
			await settle();
			expect(asked.length).toBeGreaterThan(index);
			return asked[index];
		},
	};
}

const slow = (answer: Asked['answer'], seconds = '0') =>
	answer(429, refusal('slow'), { 'retry-after': seconds });

describe('a connection', () => {
	test.each(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT'])(
		'on which no answer came in time (%s) is made again for a read',
		async (code) => {
			const { send, nth } = await open();
			const result = send();
			(await nth(0)).fail({ cause: { code } });
			(await nth(1)).answer(200);
			expect(await result).toBe('200');
		},
	);

	test('on which no answer came in time is told of as such', async () => {
		const { send, nth } = await open();
		const result = send({ method: 'POST' });
		(await nth(0)).fail({ httpCode: 'ETIMEDOUT' });
		expect(await result).toBe('Crisp did not answer in time');
	});

	test('that n8n does not make is told of in its words, and not tried again', async () => {
		const { send, nth, asked } = await open();
		const result = send();
		(await nth(0)).fail(new Error('no such host'));
		expect(await result).toContain('no such host');
		expect(asked).toHaveLength(1);
	});

	test('that broke when the answer had begun is made again for a read, and told of as such', async () => {
		const { send, nth } = await open();
		const read = send();
		(await nth(0)).fail({ httpCode: '200', cause: { isAxiosError: true } });
		(await nth(1)).answer(200);
		expect(await read).toBe('200');
		const write = send({ method: 'POST' });
		(await nth(2)).fail({ httpCode: '200', cause: { isAxiosError: true } });
		expect(await write).toBe('The answer of Crisp was cut off');
	});
});

describe('a request that is sent again', () => {
	test('waits once where Crisp named a time: at the gate, with all others', async () => {
		const { send, nth } = await open();
		const result = send();
		slow((await nth(0)).answer, '7');
		(await nth(1)).answer(200);
		expect(await result).toBe('200');
		expect(waits).toEqual([7_000]);
	});

	test('goes before those that came later', async () => {
		const { send, nth, asked } = await open();
		const all = [send({ path: '/1' }), send({ path: '/2' })];
		await settle();
		slow(asked[0].answer, '5');
		await settle();
		all.push(send({ path: '/late' }));
		await settle();
		slow(asked[1].answer);
		for (let index = 2; index < 5; index++) (await nth(index)).answer(200);
		await Promise.all(all);
		expect(asked.map(({ url }) => url)).toEqual(['/1', '/2', '/2', '/1', '/late']);
	});

	test('and then finds nothing to remove was refused all the same, unless its answer was lost', async () => {
		const { send, nth } = await open();
		const refused = send({ method: 'DELETE' });
		slow((await nth(0)).answer);
		(await nth(1)).answer(404, refusal('not_found'));
		expect(await refused).toContain('Crisp found nothing');
		const lost = send({ method: 'DELETE' });
		(await nth(2)).answer(502);
		(await nth(3)).answer(404, refusal('not_found'));
		expect(await lost).toBe('404');
	});

	test('is not, and counts as cancelled, where the execution ends in between', async () => {
		const { send, nth, asked } = await open();
		const controller = new AbortController();
		const result = send({}, { signal: controller.signal });
		const { answer } = await nth(0);
		controller.abort();
		answer(502);
		expect(await result).toContain('cancelled');
		expect(asked).toHaveLength(1);
	});
});

describe('after a pause', () => {
	test('a refusal of what was asked for opens the gate like any other answer', async () => {
		const { send, nth, asked } = await open();
		const probe = send();
		slow((await nth(0)).answer);
		(await nth(1)).answer(404, refusal('not_found'));
		await probe;
		const more = [send(), send(), send()];
		await settle();
		// Two at once, and the third after one of them.
		expect(asked).toHaveLength(4);
		for (const { answer } of asked.slice(2)) answer(200);
		(await nth(4)).answer(200);
		await Promise.all(more);
	});

	test('nothing more is sent once the quota is used up, not even what waits', async () => {
		const { send, nth, asked, client } = await open();
		const all = [send(), send(), send()];
		await settle();
		for (const { answer } of asked.slice(0, 3)) slow(answer);
		(await nth(3)).answer(423, refusal('quota_limit_exceeded'));
		const told = await Promise.all(all);
		expect(asked).toHaveLength(4);
		expect(told).toEqual(Array(3).fill('The daily quota of this Crisp token is used up'));
		expect(client.sentToday()).toBe(4);
	});
});

describe('the quota', () => {
	test('is used up as well where the answer to a HEAD does not say so', async () => {
		const { send, nth, asked } = await open();
		const result = send({ method: 'HEAD' });
		(await nth(0)).answer(423, '');
		await result;
		expect(await send()).toContain('locked');
		expect(asked).toHaveLength(1);
	});

	test('is not charged with what was cancelled before it was sent', async () => {
		const { send, nth, client } = await open();
		const controller = new AbortController();
		const probe = send();
		slow((await nth(0)).answer, '60');
		const waiting = send({}, { signal: controller.signal });
		controller.abort();
		await waiting;
		(await nth(1)).answer(200);
		await probe;
		expect(client.sentToday()).toBe(2);
		expect(client.sent()).toBe(2);
	});
});

test('the credential is decrypted once for all requests', async () => {
	const { send, nth, helper, getCredentials, data } = await open();
	const both = [send(), send()];
	(await nth(0)).answer(200);
	(await nth(1)).answer(200);
	await Promise.all(both);
	expect(getCredentials).toHaveBeenCalledTimes(1);
	for (const [, , more] of helper.mock.calls) {
		expect(more).toMatchObject({ credentialsDecrypted: { data } });
	}
});
