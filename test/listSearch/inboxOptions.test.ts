import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { credential, loadOptions } from '../support/n8n';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

describe('the inboxes to choose from', () => {
	let server: TestServer;
	let reply: (page: number) => Reply;

	beforeEach(async () => {
		server = await startServer(({ url }) => reply(Number(url.split('/').at(-1))));
	});

	afterEach(async () => {
		await server.close();
	});

	async function load(websiteId = 'default-website') {
		return await loadOptions(new CrispTrigger(), 'getInboxes', {
			parameters: {},
			credential: credential(server.url, { websiteId }),
		});
	}

	it('are the main one and all of the website', async () => {
		reply = (page) => ({
			body: envelope(page > 2 ? [] : [{ inbox_id: `id-${page}`, name: `Inbox ${page}` }]),
		});
		expect(await load()).toEqual([
			{ name: 'Main Inbox', value: 'main' },
			{ name: 'Inbox 1', value: 'id-1' },
			{ name: 'Inbox 2', value: 'id-2' },
		]);
		expect(server.seen[0].url).toBe('/website/default-website/inboxes/list/1');
	});

	it('are not asked for without end', async () => {
		reply = (page) => ({ body: envelope([{ inbox_id: `id-${page}`, name: 'Again' }]) });
		await load();
		expect(server.seen).toHaveLength(20);
	});

	it('are not asked for without a website, of which the editor is told', async () => {
		await expect(load('')).rejects.toThrow(
			"'Workspace' is empty and the credential has no default workspace",
		);
		expect(server.seen).toHaveLength(0);
	});

	it('are replaced by the words of Crisp where it refuses', async () => {
		reply = () => ({ status: 403, body: refusal('not_allowed') });
		await expect(load()).rejects.toThrow(/token/);
	});
});
