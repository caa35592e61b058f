import type { IHttpRequestMethods } from 'n8n-workflow';

import { readResponse } from '../../nodes/Crisp/client/answer';

const read = (
	status: number,
	body: unknown,
	{ headers = {}, method = 'GET' as IHttpRequestMethods } = {},
) => readResponse(method, { statusCode: status, headers, body });

describe('an answer is a success', () => {
	test.each([200, 201, 202, 206, 299])('with status %i and an envelope', (status) => {
		const body = { error: false, reason: 'resolved', data: { a: 1 } };
		expect(read(status, body)).toEqual({ answer: { status, data: { a: 1 } } });
	});

	test('with data of any kind, an empty object where there are none', () => {
		expect(read(200, { data: [1] })).toEqual({ answer: { status: 200, data: [1] } });
		expect(read(200, { error: false, data: null })).toEqual({ answer: { status: 200, data: {} } });
		expect(read(200, { error: false })).toEqual({ answer: { status: 200, data: {} } });
	});

	test.each([[undefined], [null], ['']])('without a body: %j', (body) => {
		expect(read(204, body)).toEqual({ answer: { status: 204, data: {} } });
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

describe('an answer is not from Crisp', () => {
	test('where it is no JSON', () => {
		expect(read(200, '<html>')).toEqual({ refusal: { kind: 'notJson', status: 200 } });
	});

	test.each([[[1]], [7], [{}], [{ status: 'ok' }]])('where it is no envelope: %j', (body) => {
		expect(read(200, body)).toEqual({ refusal: { kind: 'notCrisp', status: 200 } });
	});
});
