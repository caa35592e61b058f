import { numberOption } from '../nodes/Crisp/numberOption';

const options = [
	{ name: 'group', values: [] },
	{ name: 'other', default: 1, typeOptions: { minValue: 100, maxValue: 200 } },
	{ name: 'bounded', default: 5, typeOptions: { minValue: 1, maxValue: 10 } },
	{ name: 'free', default: 7 },
];

const read = (value: unknown, name = 'bounded', usual?: number) =>
	numberOption(options, { [name]: value }, name, usual);

describe('a number of the options', () => {
	test('is the one that the node holds', () => {
		expect([read(3), read(3.5), read('4'), read(' 4.5 ')]).toEqual([3, 3.5, 4, 4.5]);
	});

	test.each([[undefined], [null], [''], [' '], ['many'], [NaN], [Infinity], [true], [[3]], [{}]])(
		'is the default in place of %j',
		(value) => {
			expect(read(value)).toBe(5);
		},
	);

	test('is the default where the node holds nothing', () => {
		expect(numberOption(options, {}, 'bounded')).toBe(5);
	});

	test('is what is usual here in place of the default, and only of that', () => {
		expect(read(undefined, 'bounded', 8)).toBe(8);
		expect(read(undefined, 'bounded', 0)).toBe(0);
		expect(read(3, 'bounded', 8)).toBe(3);
	});

	test('stays within the bounds of its own property', () => {
		expect([0, 1, 10, 11].map((value) => read(value))).toEqual([1, 1, 10, 10]);
		expect([-1e9, 1e9].map((value) => read(value, 'free'))).toEqual([-1e9, 1e9]);
	});
});
