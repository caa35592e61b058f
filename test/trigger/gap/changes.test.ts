import { Changes } from '../../../nodes/Crisp/trigger/gap/changes';
import type { Get } from '../../../nodes/Crisp/trigger/gap/history';
import { seeded } from '../../support/random';

const T = 1_800_000_000_000;

/** A list of conversations that can change between two requests. */
class List {
	readonly updates = new Map<string, number>();

	requests: string[] = [];

	/** Called before each request. */
	meanwhile = () => {};

	/** A page size of the server's own. */
	ownSize?: number;

	readonly get: Get = async (path, { per_page: asked }) => {
		this.meanwhile();
		const page = Number(path.split('/').at(-1));
		const size = this.ownSize ?? asked;
		this.requests.push(`${page} of ${asked}`);
		return [...this.updates]
			.sort(([, a], [, b]) => b - a)
			.slice((page - 1) * size, page * size)
			.map(([session_id, updated_at]) => ({ session_id, updated_at }));
	};

	fill(count: number, from = T): void {
		for (let index = 0; index < count; index++) this.updates.set(`s${index}`, from + index);
	}
}

/** Walks until nothing can be missing, as the gaps do. */
async function walk(list: List, until: number): Promise<string[]> {
	const found = new Set<string>();
	let changes: Changes | undefined = new Changes('w', until);
	while (changes) {
		let foundAny = false;
		while (!changes.isOver) {
			for (const { session_id: id } of await changes.next(list.get)) {
				foundAny ||= !found.has(String(id));
				found.add(String(id));
			}
		}
		changes = changes.again(foundAny);
	}
	return [...found];
}

describe('the conversations that have changed', () => {
	let list: List;

	beforeEach(() => {
		list = new List();
	});

	it('take one request where they fit on a page, the newest change first', async () => {
		list.fill(60);
		expect(await walk(list, T + 50)).toEqual(Array.from({ length: 10 }, (_, n) => `s${59 - n}`));
		expect(list.requests).toEqual(['1 of 50']);
	});

	it.each([0, 1, 19])('take one request where there are %i at all', async (count) => {
		list.fill(count);
		expect(await walk(list, T)).toHaveLength(count);
		expect(list.requests).toHaveLength(1);
	});

	it.each([20, 49, 50, 51, 99, 150, 1_000])('are complete where there are %i', async (count) => {
		list.fill(count);
		expect(await walk(list, T)).toHaveLength(count);
	});

	it('take little more than one request for 50', async () => {
		list.fill(5_000);
		await walk(list, T);
		expect(list.requests.length).toBeLessThan(5_000 / 50 + 30);
	});

	it.each([20, 25, 33])(
		'are complete where Crisp has pages of %i whatever is asked',
		async (size) => {
			list.ownSize = size;
			list.fill(333);
			expect(await walk(list, T + 3)).toHaveLength(330);
		},
	);

	it('are complete where all changed at the same time', async () => {
		for (let index = 0; index < 333; index++) list.updates.set(`s${index}`, T);
		expect(await walk(list, T)).toHaveLength(333);
	});

	it('are complete although the list moves in every way while it is read', async () => {
		for (let seed = 0; seed < 400; seed++) {
			const random = seeded(seed);
			list = new List();
			list.fill(100 + Math.floor(random() * 300));
			let now = T + 10_000;
			const removed = new Set<string>();
			list.meanwhile = () => {
				const ids = [...list.updates.keys()];
				for (let change = Math.floor(random() * 8); change > 0; change--) {
					const id = ids[Math.floor(random() * ids.length)];
					const kind = random();
					if (kind < 0.4) {
						removed.add(id);
						list.updates.delete(id);
					} else if (kind < 0.8 && list.updates.has(id)) list.updates.set(id, ++now);
					else list.updates.set(`new${now}`, ++now);
				}
				if (list.requests.length > 30) list.meanwhile = () => {};
			};
			const found = await walk(list, T);
			const missing = [...list.updates.keys()].filter((id) => !found.includes(id));
			expect([seed, missing.filter((id) => !id.startsWith('new'))]).toEqual([seed, []]);
		}
	});

	it('read the same page again after a failure', async () => {
		list.fill(120);
		const changes = new Changes('w', T);
		await changes.next(list.get);
		await expect(
			changes.next(async () => {
				throw new Error('bad gateway');
			}),
		).rejects.toThrow('bad gateway');
		const found = await changes.next(list.get);
		expect(found.map(({ session_id: id }) => id)).toContain('s69');
	});
});
