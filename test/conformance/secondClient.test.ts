/**
 * A second opinion: what Crisp's official Go client sends. `goClient.json` holds method, path, names of
 * the query and keys of the body of each of its requests, read from the sources of go-crisp-api 3.73.1
 * (`{}` for what is filled in; a body of `any` takes whatever it is given).
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { NOW, type Sent } from './case';
import { cases } from './cases';
import routes from './goClient.json';
import { runCase } from './run';

interface GoRoute {
	verb: string;
	path: string;
	query: string[];
	body: string[] | 'any' | null;
}

const goRoutes = routes as GoRoute[];

const nameOf = ({ verb, path: at }: Pick<GoRoute, 'verb' | 'path'>): string => `${verb} ${at}`;

/** Names that a route of the Node client and the node know, and the Go client does not. */
const UNKNOWN_TO_GO: Record<string, string[]> = {
	'GET website/{}/conversation/{}/messages': ['timestamp_after', 'timestamp_around'],
	'GET website/{}/conversations/{}': [
		'filter_date_end',
		'filter_date_start',
		'include_empty',
		'order_date_created',
		'order_date_updated',
		'order_date_waiting',
		'per_page',
		'search_operator',
	],
	'GET website/{}/people/profiles/{}': ['filter_date_end', 'filter_date_start', 'per_page'],
	'PATCH website/{}/conversation/{}/meta': ['connection'],
	'PATCH website/{}/conversation/{}/open': ['opened'],
	'PATCH website/{}/helpdesk/settings': ['localization', 'section', 'service'],
	'PATCH website/{}/people/profile/{}': ['filter'],
	'PATCH website/{}/settings': ['domain_alternates'],
	'POST website/{}/inbox': ['teams'],
	'POST website/{}/people/events/{}': ['timestamp'],
	'PUT website/{}/inbox/{}': ['teams'],
};

/** The Go client has one type for what is read and what is written; these are only read. */
const CAMPAIGN_READ = [
	'campaign_id',
	'created_at',
	'dispatched',
	'dispatched_at',
	'progress',
	'reached',
	'ready',
	'running',
	'statistics',
	'targets',
	'updated_at',
];
const TEMPLATE_READ = ['created_at', 'template_id', 'updated_at'];

/** Names of the Go client that the Node client and the node do not have. */
const ONLY_IN_GO: Record<string, string[]> = {
	'PATCH website/{}/campaign/{}': CAMPAIGN_READ,
	'PUT website/{}/campaign/{}': CAMPAIGN_READ,
	'PATCH website/{}/campaigns/template/{}': TEMPLATE_READ,
	'PUT website/{}/campaigns/template/{}': TEMPLATE_READ,
	'PATCH website/{}/conversation/{}/open': ['blocked'],
	'PATCH website/{}/settings': ['website_id'],
};

/** Routes that are newer than the Go client. */
const NEWER_THAN_GO = [
	/^(?:PATCH|POST) website\/[^/]+\/batch\/(?:block|data|inbox|report|routing|segments|unread|unresolve)$/,
	/^POST website\/[^/]+\/conversation\/[^/]+\/tool$/,
	/^\w+ website\/[^/]+\/teams?\//,
	/^POST website\/[^/]+\/team$/,
	/^\w+ website\/[^/]+\/helpdesk\/(?:tree|page|history|refresh|import|export|feedback)\//,
];

/** Routes of the knowledge base before it was keyed by content type; the Node client has left them out. */
const OLD_IN_GO =
	/^\w+ website\/\{\}\/helpdesk\/locale\/\{\}\/(?:articles?|category|categories|feedback|import|export)\b/;

/** The name that the cases use for 'Additional Properties'. */
const ADDITIONAL = 'newer';

const relative = (at: string): string => at.replace(/^\/v1\//, '');

const rowOf = ({ method, path: at }: Sent): GoRoute | undefined =>
	goRoutes.find(
		(row) =>
			row.verb === method &&
			new RegExp(`^${row.path.replaceAll('{}', '[^/]+')}$`).test(relative(at)),
	);

/** Requests about the same thing, which share their fields. */
const familyOf = (row: GoRoute | undefined): string | undefined => row?.path.replace(/\/\{\}$/, '');

const keysOf = (body: unknown): string[] =>
	typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];

/** Names in a request that its route in the Go client does not have. */
function unknownIn({ query, body }: Sent, row: GoRoute): string[] {
	const known = row.body === 'any' ? keysOf(body) : (row.body ?? []);
	return [
		...Object.keys(query).filter((name) => !row.query.includes(name)),
		...keysOf(body).filter((name) => !known.includes(name) && name !== ADDITIONAL),
	];
}

describe('beside the Go client', () => {
	const requests: Sent[] = [];
	/** Requests with their rows. */
	let matched: Array<{ sent: Sent; row?: GoRoute }> = [];

	beforeAll(async () => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW);
		for (const one of cases) {
			const { node } = await runCase(one);
			const sent = node.at(one.request ?? -1);
			if (sent) requests.push(sent);
		}
		matched = requests.map((sent) => ({ sent, row: rowOf(sent) }));
	}, 120_000);
	afterAll(() => jest.restoreAllMocks());

	test('each request goes to a route of its own, or to one that is newer', () => {
		expect(requests).toHaveLength(cases.length);
		const newer = matched.filter(({ row }) => !row);
		const names = newer.map(({ sent }) => `${sent.method} ${relative(sent.path)}`);
		expect(names.filter((name) => !NEWER_THAN_GO.some((one) => one.test(name)))).toEqual([]);
		for (const pattern of NEWER_THAN_GO) {
			expect(names.filter((name) => pattern.test(name))).not.toEqual([]);
		}
	});

	test('each request has only names that its route has, but for those listed', () => {
		const found: Record<string, Set<string>> = {};
		for (const { sent, row } of matched) {
			if (!row) continue;
			for (const name of unknownIn(sent, row)) (found[nameOf(row)] ??= new Set()).add(name);
		}
		const lists = Object.entries(found).map(([route, names]) => [route, [...names].sort()]);
		expect(Object.fromEntries(lists)).toEqual(UNKNOWN_TO_GO);
	});

	test('each of its routes has a case, but for those of the old knowledge base', () => {
		const reached = new Set(matched.map(({ row }) => row));
		const missing = goRoutes.filter((row) => !reached.has(row)).map(nameOf);
		expect(missing.filter((name) => !OLD_IN_GO.test(name))).toEqual([]);
		expect(missing.length).toBeGreaterThan(0);
	});

	test('each name that its routes have is in a request, but for those listed', () => {
		const found: Record<string, string[]> = {};
		for (const row of goRoutes) {
			const own = matched.filter((one) => familyOf(one.row) === familyOf(row));
			const sent = new Set(
				own.flatMap(({ sent: { query, body } }) => [...Object.keys(query), ...keysOf(body)]),
			);
			const names = [...row.query, ...(row.body === 'any' ? [] : (row.body ?? []))];
			const missing = own.length > 0 ? names.filter((name) => !sent.has(name)).sort() : [];
			if (missing.length > 0) found[nameOf(row)] = missing;
		}
		expect(found).toEqual(ONLY_IN_GO);
	});

	test('each difference stands in docs/development.md', () => {
		const docs = readFileSync(path.join(__dirname, '../../docs/development.md'), 'utf8');
		const section = docs.split('## Two official clients')[1].split('\n## ')[0];
		const missing = [UNKNOWN_TO_GO, ONLY_IN_GO]
			.flatMap((list) => Object.entries(list))
			// `PUT …` stands in the row of what it replaces.
			.filter(([route]) => !route.startsWith('PUT'))
			.flatMap(([route, names]) => [route, ...names])
			.filter((name) => !section.includes(`\`${name}\``) && !/template\/\{\}$/.test(name));
		expect(missing).toEqual([]);
	});
});
