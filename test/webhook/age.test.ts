import { readTimestamp, refuseAge } from '../../nodes/Crisp/webhook/age';

const NOW = 1_763_803_214_900;

describe('the timestamp of a request', () => {
	it.each([
		['1763803214900', NOW],
		['1763803214', 1_763_803_214_000],
		['1763803214.9', NOW],
		[' 1763803214900 ', NOW],
		['0', 0],
	])('%j is read as milliseconds', (value, milliseconds) => {
		expect(readTimestamp(value)).toBe(milliseconds);
	});

	it.each(['', 'now', '-1763803214', '1e12', '0x10', 'Infinity', '17638032149001763803214900'])(
		'%j is none',
		(value) => {
			expect(readTimestamp(value)).toBeUndefined();
		},
	);
});

describe('the age of a request', () => {
	it.each([
		[-300_000, undefined],
		[300_000, undefined],
		[-300_001, 'The request is from the future.'],
		[300_001, 'The request is too old.'],
	])('of %i ms is judged against five minutes', (age, reason) => {
		expect(refuseAge(String(NOW - age), 300_000, NOW)?.reason).toBe(reason);
	});

	it('does not matter where any is allowed', () => {
		expect(refuseAge('0', 0, NOW)).toBeUndefined();
		expect(refuseAge('never', 0, NOW)).toBeUndefined();
	});
});
