import { DEFAULT_GUESSES, type Guesses } from '../guesses';
import { guessed, invalidData } from './envelope';

const DEFAULT_SIZE = 20;
const MAX_SIZE = 50;

/** The query of a request. Crisp's values are all strings; flags are `1` and `0`. */
export class Query {
	constructor(
		readonly values: Record<string, string>,
		private readonly guesses: Guesses = DEFAULT_GUESSES,
	) {}

	text(name: string): string {
		return this.values[name] ?? '';
	}

	flag(name: string): boolean {
		const value = this.text(name);
		if (value !== '' && value !== '0' && value !== '1') {
			throw invalidData(`query.${name} should be equal to one of the allowed values`);
		}
		return value === '1';
	}

	/** @returns undefined where the query does not have it */
	integer(name: string): number | undefined {
		const value = this.text(name);
		if (value === '') return undefined;
		if (!/^-?\d+$/.test(value)) throw invalidData(`query.${name} should be integer`);
		return Number(value);
	}

	/** A date as milliseconds; undefined where the query does not have it. */
	date(name: string): number | undefined {
		const value = this.text(name);
		if (value === '') return undefined;
		const time = Date.parse(value);
		if (Number.isNaN(time)) throw invalidData(`query.${name} should match format "date-time"`);
		return time;
	}

	/** One page of a list: the page number stands in the path, its size may stand in the query. */
	page<T>(all: T[], pageNumber: string, { sized = false } = {}): T[] {
		const number = pageNumber === '0' && this.guesses.pageZero === 'accepted' ? '1' : pageNumber;
		if (!/^[1-9]\d{0,8}$/.test(number)) {
			throw pageNumber === '0'
				? guessed('pageZero', { message: 'page_number should be >= 1' })
				: invalidData('page_number should be >= 1');
		}
		const size = (sized ? this.pageSize() : undefined) ?? DEFAULT_SIZE;
		const start = (Number(number) - 1) * size;
		return all.slice(start, start + size);
	}

	private pageSize(): number | undefined {
		const size = this.integer('per_page');
		const message = 'query.per_page should be between 20 and 50';
		if (size === undefined) return undefined;
		if (size > MAX_SIZE) throw invalidData(message);
		if (size >= DEFAULT_SIZE) return size;
		if (this.guesses.smallPage !== 'accepted') throw guessed('smallPage', { message });
		return DEFAULT_SIZE;
	}
}
