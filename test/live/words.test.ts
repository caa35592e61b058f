import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Account } from '../../nodes/Crisp/client/account';
import { LookUpError, type AttemptEnd } from '../../nodes/Crisp/realtime/session';
import { describeEnd, endToError } from '../../nodes/Crisp/live/words';

const node = { name: 'Crisp Trigger' } as INode;

const account: Account = {
	tier: 'plugin',
	identifier: 'identifier',
	key: 'secret-key',
	websiteId: '',
	baseUrl: 'https://api.crisp.chat/v1',
	webhookSecret: '',
};

const CODES: Array<AttemptEnd['code']> = [
	'stopped',
	'unreachable',
	'handshakeTimeout',
	'joinTimeout',
	'refused',
	'loginTimeout',
	'loginDeclined',
	'unauthorized',
	'disconnected',
	'closed',
	'silence',
	'lookUpFailed',
];

describe('the words for an end', () => {
	it('are others for each', () => {
		expect(new Set(CODES.map((code) => describeEnd({ code }, account))).size).toBe(CODES.length);
	});

	it.each(CODES)('are plain for %s, and never hold the key', (code) => {
		const end = { code, detail: `said\n secret-key ${'x'.repeat(500)}` };
		const error = endToError(node, end, account);
		for (const text of [describeEnd(end, account), error.message, String(error.description)]) {
			expect(text).not.toContain('secret-key');
			expect(text).not.toMatch(/undefined|\n/);
			expect(text.length).toBeLessThan(400);
		}
		expect(error.description).toMatch(/\.$/);
	});

	it('hold neither the pair of the header nor what an address makes of it', () => {
		const pair = Buffer.from('identifier:secret-key').toString('base64');
		const detail = `Basic ${pair} ${encodeURIComponent(pair)}`;
		expect(describeEnd({ code: 'closed', detail }, account)).toBe(
			'the connection was closed: Basic *** ***',
		);
	});

	it('name the tier where the token is not accepted', () => {
		const { description } = endToError(node, { code: 'unauthorized' }, account);
		expect(description).toContain("'Token Tier' (Plugin)");
	});

	it('are those of the API where a look-up was refused', () => {
		const cause = new NodeApiError(node, {}, { message: 'Not allowed', httpCode: '403' });
		const end: AttemptEnd = { code: 'lookUpFailed', cause: new LookUpError('always', cause) };
		expect(endToError(node, end, account)).toBe(cause);
	});

	it('are there for a look-up that failed in any other way', () => {
		const end: AttemptEnd = {
			code: 'lookUpFailed',
			detail: 'No answer in time',
			cause: new Error(),
		};
		const error = endToError(node, end, account);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toContain('No answer in time');
	});
});
