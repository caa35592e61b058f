import type { Client } from '../../nodes/Crisp/client/request';
import type { Asked } from '../../nodes/Crisp/ask/asked';
import { lookUp } from '../../nodes/Crisp/ask/lookUp';

const QUESTION = 1;

const asked: Asked = {
	item: 0,
	websiteId: 'w',
	sessionId: 'session_1',
	whom: 'visitor',
	how: 'freeText',
	choices: [],
	fingerprint: QUESTION,
	askedAt: 0,
};

const message = (fingerprint: number, timestamp: number, from = 'operator') => ({
	type: 'text',
	from,
	content: `message ${fingerprint}`,
	fingerprint,
	timestamp,
	...(from === 'operator' ? { automated: true } : {}),
});

/** A conversation of which each request brings 20 messages before a time. */
function crispWith(messages: Array<ReturnType<typeof message>>) {
	const send = jest.fn(async ({ query }: { query?: { timestamp_before?: number } }) => {
		const before = query?.timestamp_before ?? Infinity;
		const batch = messages.filter(({ timestamp }) => timestamp < before).slice(-20);
		return await Promise.resolve({ status: 200, data: batch });
	});
	return { client: { send } as unknown as Client, send };
}

describe('the look for an answer', () => {
	test('takes one request where the question is among the newest messages', async () => {
		const { client, send } = crispWith([message(QUESTION, 1), message(2, 2, 'user')]);
		expect(await lookUp(client, asked)).toMatchObject({ text: 'message 2', by: 'visitor' });
		expect(send).toHaveBeenCalledTimes(1);
	});

	test('finds an answer of the same moment as the first message of a batch', async () => {
		const later = Array.from({ length: 20 }, (_, index) => message(10 + index, 5 + index));
		// The answer has the time of the first one of the batch that is read first.
		const { client } = crispWith([message(QUESTION, 1), message(2, 5, 'user'), ...later]);
		expect(await lookUp(client, asked)).toMatchObject({ text: 'message 2' });
	});

	test('finds an answer among the newest messages, and the question before them', async () => {
		const row = Array.from({ length: 25 }, (_, index) => message(10 + index, 5 + index));
		const { client, send } = crispWith([message(QUESTION, 1), ...row, message(2, 90, 'user')]);
		expect(await lookUp(client, asked)).toMatchObject({ text: 'message 2' });
		expect(send).toHaveBeenCalledTimes(2);
	});

	test('ends in a conversation of which all messages have one time', async () => {
		const row = Array.from({ length: 50 }, (_, index) => message(10 + index, 5));
		const { client, send } = crispWith([message(QUESTION, 5), ...row]);
		expect(await lookUp(client, asked)).toBeUndefined();
		expect(send.mock.calls.length).toBeLessThanOrEqual(10);
	});
});
