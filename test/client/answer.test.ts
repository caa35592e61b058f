import type { IHttpRequestMethods } from 'n8n-workflow';

import { readResponse, type Wanted } from '../../nodes/Crisp/client/answer';

const read = (
	status: number,
	body: unknown,
	{
		headers = {},
		method = 'GET',
		wants,
	}: { headers?: Record<string, unknown>; method?: IHttpRequestMethods; wants?: Wanted } = {},
) => readResponse(method, { statusCode: status, headers, body }, wants);

/** Bodies in which Crisp says nothing. */
const NOTHING: Array<[what: string, body: unknown]> = [
	['no body', undefined],
	['a body of null', null],
	['an empty body', ''],
	['an envelope without data', { error: false }],
	['an envelope around null', { error: false, data: null }],
	['an envelope around an empty text', { error: false, data: '' }],
];

describe('an answer is a success', () => {
	test.each([200, 201, 202, 206, 299])('with status %i and an envelope', (status) => {
		const body = { error: false, reason: 'resolved', data: { a: 1 } };
		expect(read(status, body)).toEqual({ answer: { status, data: { a: 1 } } });
	});

	test('with data of any kind', () => {
		for (const data of [[1], [], {}, 'text', 0, false]) {
			expect(read(200, { data })).toEqual({ answer: { status: 200, data } });
		}
	});

	test.each(NOTHING)('to a write, with %s, which counts as an empty object', (_what, body) => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
			expect(read(204, body, { method })).toEqual({ answer: { status: 204, data: {} } });
		}
	});

	test.each(NOTHING)('to a read that wants nothing, with %s', (_what, body) => {
		expect(read(200, body, { wants: 'nothing' })).toEqual({ answer: { status: 200, data: {} } });
	});

	test.each(NOTHING)('to a read that wants entries, with %s: there are none', (_what, body) => {
		expect(read(200, body, { wants: 'entries' })).toEqual({ answer: { status: 200, data: [] } });
	});

	test('with entries, also where those are a single one or an empty object', () => {
		const entries = (data: unknown) => read(200, { data }, { wants: 'entries' });
		expect(entries([1, 2])).toEqual({ answer: { status: 200, data: [1, 2] } });
		expect(entries({ a: 1 })).toEqual({ answer: { status: 200, data: [{ a: 1 }] } });
		expect(entries({})).toEqual({ answer: { status: 200, data: [] } });
	});

	test('to a HEAD, whatever comes with it', () => {
		expect(read(200, 'text', { method: 'HEAD' })).toEqual({ answer: { status: 200, data: {} } });
		expect(read(404, { error: true, reason: 'x' }, { method: 'HEAD' })).toEqual({
			refusal: { kind: 'refused', status: 404 },
		});
	});
});

describe('an answer is a refusal', () => {
	test.each([199, 300, 400, 404, 500])('with status %i, in the words of Crisp', (status) => {
		const body = { error: true, reason: 'invalid_data', data: { message: 'too short' } };
		expect(read(status, body)).toEqual({
			refusal: { kind: 'refused', status, reason: 'invalid_data', detail: 'too short' },
		});
	});

	test('with an envelope that says so, whatever the status', () => {
		expect(read(200, { error: true, reason: 'no', data: {} })).toEqual({
			refusal: { kind: 'refused', status: 200, reason: 'no' },
		});
	});

	test('without words where those are no text', () => {
		expect(read(400, { error: true, reason: '', data: { message: 7 } })).toEqual({
			refusal: { kind: 'refused', status: 400 },
		});
		expect(read(400, { error: true, data: 'text' })).toEqual({
			refusal: { kind: 'refused', status: 400 },
		});
	});

	test.each([
		['in an envelope', { error: true, data: {} }],
		['in a page', '<html>'],
		['without a body', ''],
	])('with the time to wait: %s', (_title, body) => {
		expect(read(429, body, { headers: { 'retry-after': '7' } })).toEqual({
			refusal: { kind: 'refused', status: 429, retryAfter: '7' },
		});
	});
});

describe('an answer to a read says nothing', () => {
	test.each(NOTHING)('with %s', (_what, body) => {
		for (const wants of [undefined, 'something', 'object', 'list'] as const) {
			expect(read(200, body, { wants })).toEqual({
				refusal: { kind: 'saysNothing', status: 200 },
			});
		}
	});

	test.each<[wants: Wanted, data: unknown, detail: string]>([
		['object', [1], 'a list'],
		['object', 'text', 'a text'],
		['list', { a: 1 }, 'an object'],
		['list', 7, 'a number'],
		['entries', true, 'a boolean'],
	])('that it wants, where it wants %s and is given %j', (wants, data, detail) => {
		expect(read(200, { data }, { wants })).toEqual({
			refusal: { kind: 'saysNothing', status: 200, detail },
		});
	});
});

describe('an answer is not from Crisp', () => {
	test('where it is no JSON', () => {
		expect(read(200, '<html>')).toEqual({ refusal: { kind: 'notJson', status: 200 } });
	});

	test.each([[[1]], [7], [{}], [{ status: 'ok' }]])('where it is no envelope: %j', (body) => {
		expect(read(200, body)).toEqual({ refusal: { kind: 'notCrisp', status: 200 } });
	});
});
