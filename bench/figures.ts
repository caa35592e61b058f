const sorted = (values: number[]) => [...values].sort((a, b) => a - b);

/** @param part of the values that are smaller, from 0 to 1 */
const quantile = (values: number[], part: number): number =>
	sorted(values)[Math.min(Math.floor(values.length * part), values.length - 1)];

export const median = (values: number[]): number => quantile(values, 0.5);

/** Median with the first and the third quartile, for many values. */
export const quartiles = (values: number[], format: (value: number) => string): string =>
	`${format(median(values))} (${format(quantile(values, 0.25))}–${format(quantile(values, 0.75))})`;

/** Median with the least and the most. */
export function range(values: number[], format: (value: number) => string): string {
	const [least, ...more] = sorted(values);
	return `${format(median(values))} (${format(least)}–${format(more.at(-1) ?? least)})`;
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en');

export const precise =
	(digits: number) =>
	(value: number): string =>
		value.toFixed(digits);
