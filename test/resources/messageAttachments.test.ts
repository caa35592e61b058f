import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../support/n8n';
import { envelope, startServer, type TestServer } from '../support/server';

const PICTURE = Buffer.from('89504e470d0a1a0a00ff10', 'hex');

/** What is downloaded. */
let file = PICTURE;

let server: TestServer;
beforeAll(async () => {
	server = await startServer(({ url, headers }) => {
		if (!url.startsWith('/v1/')) {
			return headers.authorization
				? { status: 500 }
				: { headers: { 'content-type': 'image/png' }, body: file };
		}
		const one = (name: string) => ({
			type: 'file',
			from: 'user',
			timestamp: 1,
			fingerprint: 1,
			content: { name, type: 'image/png', url: `${server.url}/files/${name}` },
		});
		const text = { type: 'text', from: 'user', content: 'Look', timestamp: 2, fingerprint: 2 };
		return { body: envelope(url.endsWith('/messages') ? [one('a.png'), text] : one('b.png')) };
	});
});
beforeEach(() => {
	server.seen.length = 0;
	file = PICTURE;
});
afterAll(async () => await server.close());

const run = async (parameters: object) => {
	const [items] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'message',
			operation: 'getAll',
			sessionId: { __rl: true, mode: 'id', value: 'session_1' },
			...parameters,
		},
		credential: credential(`${server.url}/v1`),
	});
	return items;
};

test('files of messages are downloaded where that is wanted, each with its own item', async () => {
	const [file, text] = await run({ options: { downloadAttachments: true } });
	expect(Buffer.from(file.binary?.attachment_0.data ?? '', 'base64')).toEqual(PICTURE);
	expect(file.binary?.attachment_0).toMatchObject({ fileName: 'a.png', mimeType: 'image/png' });
	expect(file.json).toMatchObject({ type: 'file', content: { name: 'a.png' } });
	expect(text).toEqual({
		json: expect.objectContaining({ content: 'Look' }),
		pairedItem: { item: 0 },
	});
});

test('one message is read with its file as well', async () => {
	const [{ binary }] = await run({
		operation: 'get',
		fingerprint: '1',
		options: { downloadAttachments: true },
	});
	expect(binary?.attachment_0.fileName).toBe('b.png');
});

test('nothing is downloaded unless it is wanted', async () => {
	for (const options of [{}, { downloadAttachments: false, attachmentMegabytes: 5 }]) {
		const items = await run({ options });
		expect(items.every(({ binary }) => binary === undefined)).toBe(true);
	}
	expect(server.seen.every(({ url }) => url.startsWith('/v1/'))).toBe(true);
});

test('the size limit of the options holds', async () => {
	file = Buffer.alloc(200_001);
	const [{ json, binary }] = await run({
		options: { downloadAttachments: true, attachmentMegabytes: 0.2 },
	});
	expect(binary).toBeUndefined();
	expect(json.attachmentErrors).toEqual([
		expect.objectContaining({ property: 'attachment_0', message: 'It is larger than 0.2 MB' }),
	]);
});
