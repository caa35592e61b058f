import { addressOf } from '../../nodes/Crisp/waits/address';
import { MAX_OPEN, readMarks, writeMarks, type Mark } from '../../nodes/Crisp/waits/marks';
import { Waits } from '../../nodes/Crisp/waits/registry';
import { seeded } from '../support/random';
import { FakeClock } from '../support/time';
import { MARK, PLACE } from './support/mark';

/*
 * A visitor can read and write the custom data of their conversation. What is sealed here stands for
 * the worst case: somebody who has the key of the token, such as another n8n.
 */

const KEY = 'key';
const ORIGIN = 'https://n8n.example.com';
const BASE = `${ORIGIN}/webhook-waiting`;
const said = {
	website_id: PLACE.websiteId,
	session_id: PLACE.sessionId,
	fingerprint: 5,
	from: 'user',
	type: 'text',
	content: 'Hello',
};

/** Lets a message come to a conversation with such data. */
async function meet(data: unknown) {
	const called: string[] = [];
	const waits = new Waits(KEY, new FakeClock(), () => 1_000);
	waits.join({
		instance: MARK.instance,
		patienceMs: 0,
		addressOf: (path) => addressOf(BASE, path),
		async post(address) {
			called.push(address);
			return { status: 401, body: { message: 'This address is not signed.' } };
		},
		forget: async () => [],
		warn: () => {},
	});
	waits.learn(PLACE, data);
	return { called, isSwallowed: await waits.offer('message:send', said) };
}

const sealed = (...open: Mark[]) => ({ n8n_ask: writeMarks({ open, taken: [] }, KEY, PLACE) });

const ADDRESSES = [
	'http://elsewhere.example/webhook-waiting/7/node-1?ask=1',
	'//elsewhere.example/webhook-waiting/7/node-1?ask=1',
	'\\\\elsewhere.example/webhook-waiting/7/node-1?ask=1',
	'/\\elsewhere.example/webhook-waiting/7?ask=1',
	'@elsewhere.example/webhook-waiting/7/node-1?ask=1',
	'.elsewhere.example/webhook-waiting/7/node-1?ask=1',
	':8080/webhook-waiting/7/node-1?ask=1',
	'/webhook-waiting/../rest/workflows?ask=1',
	'/webhook-waiting/7/../../rest/workflows?ask=1',
	'/webhook-waiting/7/..%2f..%2frest?ask=1',
	'/webhook-waiting/7/%2e%2e/%2e%2e/rest?ask=1',
	'/webhook-waiting/7%2f..%2frest?ask=1',
	'/webhook-waiting/7/node-1/../../../rest/workflows?ask=1',
	'/webhook-waiting/7/node-1/rest?ask=1',
	'/webhook-waiting/7\\..\\rest?ask=1',
	'/webhook-waiting//rest/workflows?ask=1',
	'/webhook-waiting?ask=1',
	'/rest/workflows/1?ask=1',
	'/rest/7?ask=1',
	'/webhook/1/crisp?ask=1',
	'/webhook-test/1/crisp?ask=1',
	'/form-waiting/7?ask=1',
	'/webhook-waiting@elsewhere.example/7?ask=1',
	'/webhook-waiting/7@elsewhere.example?ask=1',
	'/webhook-waiting/7/node-1?ask=1\r\nHost: elsewhere.example',
	'/webhook-waiting/7/node-1?ask=1 HTTP/1.1',
	'/webhook-waiting/7/node-1?ask=\u2028',
	'/webhook-waiting/٧/node-1?ask=1',
	`/webhook-waiting/7/${'a'.repeat(100_000)}/?ask=1`,
	'',
];

describe('Whatever the data of a conversation hold', () => {
	test.each(ADDRESSES.map((to) => [to.slice(0, 80), to]))(
		'nobody is called at %j, and the message goes on',
		async (_shown, to) => {
			expect(await meet(sealed({ ...MARK, to }))).toEqual({ called: [], isSwallowed: false });
			const unsealed = { n8n_ask: JSON.stringify({ open: [{ ...MARK, to }] }) };
			expect(await meet(unsealed)).toEqual({ called: [], isSwallowed: false });
		},
	);

	test('what is called is below the waiting web hooks of this n8n, however an address is put together', () => {
		const random = seeded(15);
		const pieces = [
			...['/', '//', '\\', '..', '.', '%2e', '%2f', '%5c', '@', ':', '#', '?', '&', '=', ';'],
			...['7', '12', 'node-1', 'ask=ab', 'signature=cd', 'rest', 'webhook', 'elsewhere.example'],
			...['http://', '\n', ' ', '\u0000', 'é'],
		];
		const pick = () => pieces[Math.floor(random() * pieces.length)];
		let accepted = 0;
		for (let round = 0; round < 50_000; round++) {
			const tail = Array.from({ length: 1 + Math.floor(random() * 7) }, pick).join('');
			const path = random() < 0.8 ? `/webhook-waiting/${tail}` : tail;
			const address = addressOf(BASE, path);
			if (address === undefined) continue;
			accepted++;
			const { origin, pathname, username, hash } = new URL(address);
			expect([origin, username, hash]).toEqual([ORIGIN, '', '']);
			expect(pathname).toMatch(/^\/webhook-waiting\/\d+(\/[A-Za-z0-9-]+)?$/);
		}
		expect(accepted).toBeGreaterThan(20);
	});

	test.each([
		['a number', 7],
		['a list', [MARK]],
		['an object', { open: [MARK] }],
		['true', true],
		['text without end', '{"open":['],
		['text that is nested too deep', '['.repeat(200_000)],
		['very long text', JSON.stringify({ open: 'x'.repeat(1_000_000) })],
		['a mark of wrong types', JSON.stringify({ open: [{ to: 7, whom: [], how: {}, until: '0' }] })],
		[
			'lists in place of texts',
			JSON.stringify({ open: [{ ...MARK, to: [MARK.to], seal: ['x'] }] }),
		],
		['an answer of wrong types', JSON.stringify({ taken: [7, null, { key: '5', seal: 7 }, '5'] })],
		['names of prototypes', '{"__proto__":{"open":[1]},"constructor":1,"open":{"length":9}}'],
	])('%s calls nobody and swallows nothing', async (_what, value) => {
		expect(await meet({ n8n_ask: value })).toEqual({ called: [], isSwallowed: false });
	});

	test('of a thousand marks a few are read, and none without a seal counts', async () => {
		const fake = Array.from({ length: 1_000 }, () => ({ ...MARK, seal: 'f'.repeat(32) }));
		expect(await meet({ n8n_ask: JSON.stringify({ open: fake }) })).toEqual({
			called: [],
			isSwallowed: false,
		});
		const many = Array.from({ length: 1_000 }, (_, index) => ({
			...MARK,
			to: `/webhook-waiting/${index}/node-1?ask=ab&signature=cd`,
		}));
		const { called, isSwallowed } = await meet(sealed(...many));
		expect(called).toHaveLength(MAX_OPEN);
		expect(isSwallowed).toBe(false);
	});

	test.each([
		['another conversation', { ...PLACE, sessionId: 'session_2' }],
		['another workspace', { ...PLACE, websiteId: 'website-2' }],
	])('a mark that was copied from %s does not count', async (_what, place) => {
		const n8n_ask = writeMarks({ open: [MARK], taken: ['5'] }, KEY, place);
		expect(await meet({ n8n_ask })).toEqual({ called: [], isSwallowed: false });
	});

	test('a mark that was changed to name another execution, node or wait does not count', () => {
		const { n8n_ask: text } = sealed(MARK);
		for (const [from, to] of [
			['/7/', '/8/'],
			['node-1', 'node-2'],
			['ask=ab', 'ask=cd'],
			['signature=cd', 'signature=ef'],
			['"until":0', '"until":1'],
			['visitor', 'team'],
			['freeText', 'approval'],
			['01234567', '76543210'],
		]) {
			const changed = text.replace(from, to);
			expect(changed).not.toBe(text);
			expect(readMarks(changed, KEY, PLACE).open).toEqual([]);
		}
	});

	test('a mark whose signature is that of another node is refused by n8n, and the message goes on', async () => {
		const { called, isSwallowed } = await meet(sealed(MARK));
		expect(called).toEqual([`${ORIGIN}${MARK.to}`]);
		expect(isSwallowed).toBe(false);
	});
});
