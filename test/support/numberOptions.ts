import type { INodeProperties } from 'n8n-workflow';

/** A number among a node's options: what the form says of it, and what is made of it. */
export interface NumberOption {
	name: string;
	usual: number;
	min: number;
	/** Without one there is no upper bound. */
	max?: number;
	/** What it is called once it is read. */
	setting: string;
	/** Of its unit in the form, as many as make one of the setting's; 1 unless told. */
	factor?: number;
	/** Whether fractions are cut off. */
	whole?: boolean;
}

/**
 * Tests that the form's default and bounds are those that are used, for each number in a collection.
 *
 * @param form the properties inside the collection
 * @param read what the node makes of values of the collection
 */
export function testNumberOptions(
	form: INodeProperties[],
	table: NumberOption[],
	read: (values: Record<string, unknown>) => Promise<object>,
): void {
	const numbers = form.filter(({ type }) => type === 'number');

	test('are all looked at here', () => {
		expect(table.map(({ name }) => name).sort()).toEqual(numbers.map(({ name }) => name).sort());
	});

	describe.each(table)('$name', ({ name, usual, min, max, setting, factor = 1, whole }) => {
		const given = async (...values: unknown[]) =>
			((await read(values.length > 0 ? { [name]: values[0] } : {})) as Record<string, number>)[
				setting
			];

		test('has this default and these bounds in the form', () => {
			const property = numbers.find((one) => one.name === name);
			expect(property?.default).toBe(usual);
			expect(property?.typeOptions).toEqual({
				minValue: min,
				...(max === undefined ? {} : { maxValue: max }),
			});
		});

		test('is the default where it is not added or is no number', async () => {
			for (const nothing of [[], [''], [null], ['many'], [NaN], [Infinity]]) {
				expect(await given(...nothing)).toBe(usual * factor);
			}
		});

		test('stays within its bounds', async () => {
			expect(await given(min)).toBe(min * factor);
			expect(await given(min - 1)).toBe(min * factor);
			if (max === undefined) return;
			expect(await given(max)).toBe(max * factor);
			expect(await given(max + 1)).toBe(max * factor);
		});

		test(`takes numbers in between${whole ? ', without their fractions' : ''}`, async () => {
			expect(await given(7)).toBe(7 * factor);
			expect(await given('8')).toBe(8 * factor);
			expect(await given(7.5)).toBe((whole ? 7 : 7.5) * factor);
		});
	});
}
