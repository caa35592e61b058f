const sorted = (values: number[]) => [...values].sort((a, b) => a - b);

export const median = (values: number[]): number => sorted(values)[Math.floor(values.length / 2)];

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
