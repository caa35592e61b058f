import { parseBody, readEnvelope } from '../../nodes/Crisp/webhook/envelope';

describe('the bytes of a body', () => {
	test('are JSON, with or without a byte order mark', () => {
		expect(parseBody(Buffer.from('{"a":"ü"}'))).toEqual({ a: 'ü' });
		expect(parseBody(Buffer.from('\ufeff{"a":1}'))).toEqual({ a: 1 });
	});

	test.each(['', 'a=b', '{"a":'])('are none where they say %j', (text) => {
		expect(parseBody(Buffer.from(text))).toBeUndefined();
	});
});

describe('a web hook', () => {
	const body = { event: 'message:send', website_id: 'w', data: { a: 1 }, timestamp: 5 };

	test('says what happened, where and when', () => {
		expect(readEnvelope(body)).toEqual({
			event: 'message:send',
			websiteId: 'w',
			payload: { a: 1 },
			timestamp: 5,
		});
	});

	test('may leave out where and when', () => {
		const bare = { event: 'message:send', websiteId: null, payload: { a: 1 } };
		const { event, data } = body;
		for (const more of [{}, { website_id: '', timestamp: '5' }, { website_id: 7 }]) {
			expect(readEnvelope({ event, data, ...more })).toEqual(bare);
		}
	});

	test.each([
		[undefined, 'not JSON'],
		['text', "no 'event'"],
		[[body], "no 'event'"],
		[{ ...body, event: '' }, "no 'event'"],
		[{ ...body, event: 7 }, "no 'event'"],
		[{ ...body, data: undefined }, "no object in 'data'"],
		[{ ...body, data: null }, "no object in 'data'"],
		[{ ...body, data: [1] }, "no object in 'data'"],
	])('is not %j', (given, why) => {
		expect(readEnvelope(given)).toEqual({ malformed: expect.stringContaining(why) });
	});
});
