import { maskSecrets } from '../nodes/Crisp/mask';

const token = { identifier: 'the-identifier', key: 'se+c/r.e$t key~ü' };
const pair = Buffer.from(`${token.identifier}:${token.key}`, 'utf8').toString('base64');
const mask = maskSecrets(token);

describe('the words of others', () => {
	test.each([
		['the key', token.key],
		['the pair as the header has it', pair],
		['the pair without padding', pair.replace(/=+$/, '')],
		['the pair as base64 for addresses', pair.replaceAll('+', '-').replaceAll('/', '_')],
		['the key in an address', encodeURIComponent(token.key)],
		['the key in an address, in small letters', encodeURIComponent(token.key).toLowerCase()],
		['the pair in an address', encodeURIComponent(pair)],
		[
			'the key with every byte encoded',
			[...Buffer.from(token.key)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
		],
	])('lose %s', (_what, secret) => {
		expect(mask(`Basic ${secret}, and "${secret}" again`)).toBe('Basic ***, and "***" again');
	});

	test('keep everything else', () => {
		const text = 'the-identifier: se+c, 100 % of $& [a-z]+ … 日本';
		expect(mask(text)).toBe(text);
	});

	test('are left alone where there is no key', () => {
		expect(maskSecrets({ identifier: 'x', key: '' })('x:')).toBe('x:');
	});
});
