import type { IDataObject, ResourceMapperField } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { makeColumns, readColumns } from '../../nodes/Crisp/resources/contact/columns';
import { startSandbox, type Sandbox } from '../../sandbox';
import { credential, executeNode, mapperColumns } from '../support/n8n';

const below = (value: IDataObject) => ({ mappingMode: 'defineBelow', value, schema: [] });
const autoBy = (schema: ResourceMapperField[]) => ({
	mappingMode: 'autoMapInputData',
	value: null,
	schema,
});
const auto = (...dataKeys: string[]) => autoBy(makeColumns(dataKeys));
const read = (given: object, item: IDataObject = {}) =>
	readColumns(given as IDataObject, item, 'UTC');

describe('the columns of a contact', () => {
	it('are the fields of a profile and the names of custom data', () => {
		const columns = makeColumns(['plan', 'a.b%c']);
		expect(columns.map(({ id }) => id)).toEqual(
			expect.arrayContaining(['nickname', 'phone', 'companyName', 'data_plan', 'data_a%2Eb%25c']),
		);
		expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
		expect(columns.filter(({ removed }) => !removed).map(({ id }) => id)).toHaveLength(4);
	});

	it('become a profile and custom data', () => {
		const value = {
			nickname: 'Jane',
			companyName: 'Acme',
			companyEmployees: '12',
			segments: 'a, b',
			active: '2026-03-01T10:00:00Z',
			data_plan: 'pro',
			'data_a%2Eb%25c': 7,
		};
		expect(read(below(value))).toEqual({
			profile: {
				person: { nickname: 'Jane' },
				company: { name: 'Acme', metrics: { employees: 12 } },
				segments: ['a', 'b'],
				active: Date.UTC(2026, 2, 1, 10),
			},
			data: { plan: 'pro', 'a.b%c': 7 },
		});
	});

	it('leave out what is empty, and keep false and zero', () => {
		const value = {
			nickname: '',
			phone: null,
			segments: ' ',
			companyArr: 0,
			data_vip: false,
			data_x: '',
		};
		expect(read(below(value))).toEqual({
			profile: { company: { metrics: { arr: 0 } } },
			data: { vip: false },
		});
	});

	it('name the column whose value does not fit', () => {
		expect(() => read(below({ companyEmployees: 'many' }))).toThrow("'Company Employees'");
	});

	it('are found in an item however its names are written', () => {
		const item = {
			Nickname: 'Jane',
			'Company Name': 'Acme',
			company_domain: 'acme.com',
			person_phone: '+33',
			jobTitle: 'CTO',
			email: 'jane@example.com',
			plan: 'pro',
			data_seats: 3,
			unknown: 'left out',
		};
		expect(read(auto('plan', 'seats'), item)).toEqual({
			profile: {
				person: { nickname: 'Jane', phone: '+33', employment: { title: 'CTO' } },
				company: { name: 'Acme', domain: 'acme.com' },
			},
			data: { plan: 'pro', seats: 3 },
		});
	});

	it('take nothing from the prototype of an item', () => {
		const item = JSON.parse(
			'{ "__proto__": { "nickname": "x" }, "constructor": "y" }',
		) as IDataObject;
		expect(read(auto(), item)).toEqual({ profile: {}, data: {} });
	});
});

describe("'Create or Update' against the sandbox", () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.close());

	const account = () =>
		credential(sandbox.apiUrl, {
			...sandbox.credentials.website,
			websiteId: sandbox.websiteId,
		});
	const run = async (columns: object, items: IDataObject[] = [{}]) => {
		sandbox.clearRequests();
		const [found] = await executeNode(new Crisp(), {
			parameters: {
				resource: 'contact',
				operation: 'upsert',
				email: "={{ $json.email ?? 'jane@example.com' }}",
				columns: columns as never,
			},
			items: items.map((json) => ({ json })),
			credential: account(),
		});
		return found.map(({ json }) => json);
	};
	const jane = () => sandbox.contacts().find(({ email }) => email === 'jane@example.com');
	const verbs = () => sandbox.requests.map(({ verb }) => verb);

	it('makes a contact, named after its email where no name is given', async () => {
		const [json] = await run(below({ segments: 'lead' }));
		expect(json).toMatchObject({ created: true, people_id: jane()?.people_id });
		expect(jane()).toMatchObject({ person: { nickname: 'jane' }, segments: ['lead'] });
		expect(verbs()).toEqual(['GET', 'POST']);
	});

	it('adds segments, changes what is given, leaves the rest, and tells the ID', async () => {
		await run(below({ nickname: 'Jane', phone: '+33', segments: 'lead' }));
		const [json] = await run(below({ phone: '+44', segments: 'lead, vip', data_plan: 'pro' }));
		expect(json).toMatchObject({ created: false, people_id: jane()?.people_id });
		expect(jane()).toMatchObject({
			person: { nickname: 'Jane', phone: '+44' },
			segments: ['lead', 'vip'],
		});
		expect(verbs()).toEqual(['GET', 'PATCH', 'PATCH']);
	});

	it('says that the profile is saved where the custom data are refused', async () => {
		sandbox.faults.rest.answer({ status: 403, path: /people\/data/ });
		await expect(run(below({ nickname: 'Jane', data_plan: 'pro' }))).rejects.toThrow(
			/^The profile of the contact is saved, its custom data are not: /,
		);
		expect(jane()).toMatchObject({ person: { nickname: 'Jane' } });
	});

	it('writes nothing where there is nothing to change', async () => {
		await run(below({ nickname: 'Jane', segments: 'lead' }));
		await run(below({ segments: 'lead' }));
		expect(verbs()).toEqual(['GET']);
	});

	it('sends nothing where a value does not fit', async () => {
		await expect(run(below({ companyEmployees: 'many' }))).rejects.toThrow('Company Employees');
		expect(verbs()).toEqual([]);
	});

	it('imports a table by the names of its columns', async () => {
		const rows = Array.from({ length: 100 }, (_, index) => ({
			email: `person${index}@example.com`,
			'Company Name': `Company ${index}`,
			segments: index % 2 === 0 ? 'even' : '',
		}));
		const found = await run(auto(), rows);
		expect(found.every(({ created }) => created)).toBe(true);
		expect(new Set(found.map(({ people_id: id }) => id)).size).toBe(100);
		expect(verbs()).toHaveLength(200);
	});

	const columnsInEditor = async (withCredential: boolean) => {
		const { fields } = await mapperColumns(new Crisp(), 'getContactColumns', {
			parameters: { resource: 'contact', operation: 'upsert' },
			...(withCredential ? { credential: account() } : {}),
		});
		return fields;
	};
	const shown = (fields: ResourceMapperField[]) =>
		fields.filter(({ display }) => display).map(({ displayName }) => displayName);

	it('shows the columns of a profile before the node has a credential', async () => {
		await run(below({ data_plan: 'free' }));
		sandbox.clearRequests();
		const early = shown(await columnsInEditor(false));
		expect(verbs()).toEqual([]);
		expect(shown(await columnsInEditor(true))).toEqual([...early, 'plan (Custom Data)']);
	});

	it('maps custom data by name although the editor could not ask for the names', async () => {
		await run(below({ data_plan: 'free' }));
		const early = autoBy(await columnsInEditor(false));
		const rows = [1, 2, 3].map((row) => ({
			email: `row${row}@example.com`,
			plan: 'pro',
			unknown: 'left out',
		}));
		await run(early, rows);
		const custom = sandbox.contacts().map(({ email, data }) => [email, data]);
		expect(custom).toEqual([
			['jane@example.com', { plan: 'free' }],
			...rows.map(({ email }) => [email, { plan: 'pro' }]),
		]);
		const asked = sandbox.requests.filter(({ path }) => path.includes('/suggest/data/'));
		expect(asked.map(({ path }) => path.at(-1))).toEqual(['1', '2']);
	});

	it('asks for no names of custom data where the columns are known', async () => {
		await run(auto('plan'), [{ plan: 'pro' }]);
		expect(verbs()).toEqual(['GET', 'POST', 'PATCH']);
		expect(jane()?.data).toEqual({ plan: 'pro' });
	});
});
