import { bytesInWords, durationInWords, unixTimeToMs } from '../nodes/Crisp/units';

test.each([
	[0, '0 s'],
	[499, '0 s'],
	[59_499, '59 s'],
	[59_500, '1 min'],
	[3_569_499, '59 min'],
	[3_569_500, '1 h 0 min'],
	[11_100_000, '3 h 5 min'],
])('%i ms are %s', (ms, words) => {
	expect(durationInWords(ms)).toBe(words);
});

test.each([
	[99_999, '99999 bytes'],
	[100_000, '0.1 MB'],
	[1_549_999, '1.5 MB'],
])('%i bytes are %s', (bytes, words) => {
	expect(bytesInWords(bytes)).toBe(words);
});

describe('a Unix time of unknown unit', () => {
	test.each([0, 1_700_000_000, 1_700_000_000.5, 99_999_999_999, -2_208_988_800])(
		'is in seconds where it is %d',
		(time) => {
			expect(unixTimeToMs(time)).toBe(time * 1_000);
		},
	);

	test.each([100_000_000_000, 1_700_000_000_000, -2_208_988_800_000])(
		'is in milliseconds where it is %d',
		(time) => {
			expect(unixTimeToMs(time)).toBe(time);
		},
	);
});
