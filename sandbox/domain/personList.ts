import type { Person, Website } from '../model';
import { invalidData } from '../rest/envelope';
import { listOf, type Guesses } from '../guesses';
import type { Query } from '../rest/query';
import { fieldOf } from './fields';
import { matchesFilter, readFilter } from './filter';
import type { World } from '../world';

type Test = (person: Person) => boolean;

function tests({ contactFilters }: Guesses, query: Query): Test[] {
	const all: Test[] = [];
	const text = query.text('search_text').toLowerCase();
	if (text) {
		all.push(({ email, person, company, segments, notepad }) =>
			JSON.stringify([email, person, company, segments, notepad]).toLowerCase().includes(text),
		);
	}
	const filterText = query.text('search_filter');
	if (filterText) {
		const filter = readFilter(filterText, 'query.search_filter', listOf(contactFilters));
		const operator = query.text('search_operator') || 'and';
		all.push((person) =>
			matchesFilter(filter, operator, (criterion) => fieldOf(person, criterion)),
		);
	}
	const start = query.date('filter_date_start') ?? Number.NEGATIVE_INFINITY;
	const end = query.date('filter_date_end') ?? Number.POSITIVE_INFINITY;
	all.push(({ created_at }) => created_at >= start && created_at <= end);
	return all;
}

function compare(a: unknown, b: unknown): number {
	if (typeof a === 'number' && typeof b === 'number') return a - b;
	return String(a ?? '').localeCompare(String(b ?? ''));
}

/** The contacts that a list request asks for, the newest first unless it says otherwise. */
export function listPeople({ guesses }: World, website: Website, query: Query): Person[] {
	const all = tests(guesses, query);
	const field = query.text('sort_field') || 'created_at';
	const order =
		query.text('sort_order') ||
		(guesses.contactOrder === 'newestFirst' ? 'descending' : 'ascending');
	if (order !== 'ascending' && order !== 'descending') {
		throw invalidData('query.sort_order should be equal to one of the allowed values');
	}
	const sign = order === 'ascending' ? 1 : -1;
	return [...website.people.values()]
		.filter((person) => all.every((test) => test(person)))
		.reverse()
		.sort((a, b) => sign * compare(fieldOf(a, field), fieldOf(b, field)));
}
