import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NODES = path.join(__dirname, '..', '..', 'nodes', 'Crisp');

const files = readdirSync(NODES, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.ts'),
);

/** Types that a file declares at its top level. */
const typesIn = (file: string): string[] =>
	[
		...readFileSync(path.join(NODES, file), 'utf8').matchAll(
			/^(?:export )?(?:interface|type|class) (\w+)/gm,
		),
	].map(([, name]) => name);

test('no two types of the nodes have one name', () => {
	const places = new Map<string, string[]>();
	for (const file of files) {
		for (const name of typesIn(file)) places.set(name, [...(places.get(name) ?? []), file]);
	}
	expect(places.size).toBeGreaterThan(100);
	expect([...places].filter(([, found]) => found.length > 1)).toEqual([]);
});
