import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Crisp } from 'crisp-api';

import { Bucket } from '../../sandbox/bucket';
import { catalogue, routeKey } from '../../sandbox/rest/catalogue';
import { allRoutes } from '../../sandbox/rest/routes';
import { completeGuesses } from '../../sandbox/guesses';
import { World } from '../../sandbox/world';
import { api, sandboxForTest } from './support';

const world = new World(Date, { guesses: completeGuesses() });
const { routes, websiteRoutes } = allRoutes({
	world,
	bucket: new Bucket(world, 'http://127.0.0.1'),
	endpoints: { app: '', rescue: '' },
});
const modelled = new Set([...Object.keys(routes), ...Object.keys(websiteRoutes)]);

const documentation = readFileSync(path.join(__dirname, '../../docs/sandbox.md'), 'utf8');

/** Lines of the list under a heading of docs/sandbox.md. */
function documentedUnder(heading: string): string[] {
	const section = documentation.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
	return [...section.matchAll(/^- `([A-Z]+ [^`]+)`$/gm)].map(([, route]) => route);
}

type Method = (...values: unknown[]) => Promise<unknown>;

/** Every method that the official client has for a route. */
function clientMethods(crisp: Crisp): Method[] {
	return (['website', 'plugin', 'plan', 'bucket', 'media'] as const)
		.flatMap((service): unknown[] => Object.values(crisp[service]))
		.filter((value): value is Method => typeof value === 'function');
}

describe('The catalogue of routes', () => {
	test('knows every request that the official client makes', async () => {
		const crisp = new Crisp();
		const asked: string[] = [];
		const note = (verb: string) => (url: string) => {
			asked.push(`${verb} ${url.split('/v1/')[1]}`);
			return Promise.resolve({});
		};
		for (const verb of ['head', 'get', 'post', 'put', 'patch', 'delete'] as const) {
			crisp[verb] = note(verb.toUpperCase());
		}
		// Enough values for the longest path; what they mean in a body does not matter here.
		for (const method of clientMethods(crisp)) await method(...Array<string>(9).fill('1'));
		const patterns = catalogue.map((route) => {
			const [verb, pattern] = routeKey(route).split(' ');
			return new RegExp(`^${verb} ${pattern.replace(/\{\w+\}/g, '[^/]+')}$`);
		});

		expect(asked.length).toBeGreaterThan(220);
		expect(asked.filter((one) => !patterns.some((pattern) => pattern.test(one)))).toEqual([]);
	});

	test('has no route twice', () => {
		const keys = catalogue.map(routeKey);
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('has every route that the sandbox has a model of', () => {
		const keys = new Set(catalogue.map(routeKey));
		expect([...modelled].filter((key) => !keys.has(key))).toEqual([]);
	});

	test('is documented: docs/sandbox.md lists exactly the routes that are not modelled', () => {
		const expected = catalogue.map(routeKey).filter((key) => !modelled.has(key));
		expect(documentedUnder('What it does not model')).toEqual(expected);
	});
});

describe('A route that is not modelled', () => {
	test('answers an empty envelope and says that it is not modelled', async () => {
		const call = api(await sandboxForTest());
		const one = await call('GET', '{w}/verify/settings');
		expect(one).toMatchObject({
			status: 200,
			body: { error: false, reason: 'resolved', data: {} },
		});
		expect(one.headers.get('x-sandbox')).toBe('not-modelled');
		const list = await call('GET', '{w}/helpdesk/redirections/1');
		expect(list.body).toEqual({ error: false, reason: 'listed', data: [] });
	});

	test('still refuses wrong tokens and websites that the token does not see', async () => {
		const sandbox = await sandboxForTest();
		expect(await api(sandbox)('GET', 'website/nowhere/verify/settings')).toMatchObject({
			status: 404,
			body: { error: true, reason: 'website_not_found' },
		});
	});

	test('takes a helpdesk path with slashes', async () => {
		const call = api(await sandboxForTest());
		expect(await call('GET', '{w}/helpdesk/tree/path/en/articles/a/b')).toMatchObject({
			status: 200,
		});
	});
});

describe('A modelled route', () => {
	test('does not carry the mark of the others', async () => {
		const { headers } = await api(await sandboxForTest())('GET', '{w}');
		expect(headers.has('x-sandbox')).toBe(false);
	});
});
