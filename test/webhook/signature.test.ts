import { isSame, isSigned, signatureOf } from '../../nodes/Crisp/webhook/signature';
import { EVENT_SAMPLES } from '../../scripts/eventSamples';
import { officialVerifier } from '../support/officialVerifier';
import { bodyOf } from './support/requests';

const SECRET = 'c0ffee';
const TIMESTAMP = '1763803214900';

describe('the signature of a plugin hook', () => {
	it.each(Object.keys(EVENT_SAMPLES))(
		'is what the official client accepts, for %s',
		async (event) => {
			const client = await officialVerifier();
			const body = bodyOf(event);
			const verify = (signature: string) =>
				client.verifyHook(SECRET, JSON.parse(body), Number(TIMESTAMP), signature);
			expect(verify(signatureOf(SECRET, TIMESTAMP, body))).toBe(true);
			expect(verify(signatureOf(SECRET, TIMESTAMP, `${body} `))).toBe(false);
		},
	);

	it('is that of the bytes, whatever they are', () => {
		const bytes = Buffer.from([0xff, 0x00, 0x5b]);
		const signature = signatureOf(SECRET, TIMESTAMP, bytes);
		expect(isSigned(SECRET, TIMESTAMP, signature, [bytes])).toBe(true);
		expect(isSigned(SECRET, TIMESTAMP, signature, [bytes.toString()])).toBe(false);
	});

	it('is accepted for any of the forms that a body may have been signed in', () => {
		const signature = signatureOf(SECRET, TIMESTAMP, '{"a":1}');
		expect(isSigned(SECRET, TIMESTAMP, signature, ['{ "a": 1 }', '{"a":1}'])).toBe(true);
		expect(isSigned(SECRET, TIMESTAMP, signature, ['{ "a": 1 }'])).toBe(false);
		expect(isSigned(SECRET, TIMESTAMP, signature, [])).toBe(false);
	});

	it.each([
		['another secret', 'c0ffef', TIMESTAMP],
		['another timestamp', SECRET, '1763803214901'],
	])('does not fit %s', (_what, secret, timestamp) => {
		const signature = signatureOf(SECRET, TIMESTAMP, '{}');
		expect(isSigned(secret, timestamp, signature, ['{}'])).toBe(false);
	});

	it.each([
		['nothing', ''],
		['a letter', 'x'],
		['as many letters that are none of ASCII', 'é'.repeat(64)],
		['as many digits', '0'.repeat(64)],
		['very many digits', '0'.repeat(100_000)],
	])('is not %s', (_what, signature) => {
		expect(isSigned(SECRET, TIMESTAMP, signature, ['{}'])).toBe(false);
	});
});

test('two texts are the same when every character is', () => {
	expect(isSame('secret', 'secret')).toBe(true);
	for (const other of ['', 'Secret', 'secret ', 'secre', 'secrets']) {
		expect(isSame('secret', other)).toBe(false);
	}
});
