import type { INodeExecutionData } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import {
	downloadAttachments,
	readAttachmentSettings,
	type AttachmentContext,
	type AttachmentSettings,
} from '../../nodes/Crisp/files/attachments';
import { megabytes } from '../../nodes/Crisp/files/download';
import { systemClock } from '../../nodes/Crisp/clock';
import { credential, triggerContext } from '../support/n8n';
import { startServer, type Reply, type TestServer } from '../support/server';

const PICTURE = Buffer.from('89504e470d0a1a0a00ff10', 'hex');

let server: TestServer;
let elsewhere: TestServer;
let answers: Record<string, Reply | Reply[]>;

const pathOf = (url: string) => url.split('?')[0];

beforeAll(async () => {
	server = await startServer(({ url }) => {
		const answer = answers[pathOf(url)] ?? { status: 404, body: 'no such file' };
		return Array.isArray(answer) ? (answer.shift() ?? { status: 500 }) : answer;
	});
	elsewhere = await startServer(() => ({ body: 'secret of the inner network' }));
});
beforeEach(() => {
	server.seen.length = 0;
	elsewhere.seen.length = 0;
	answers = { '/a.png': { headers: { 'content-type': 'image/png' }, body: PICTURE } };
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => await Promise.all([server.close(), elsewhere.close()]));

const { context } = triggerContext(new CrispTrigger(), {
	parameters: {},
	credential: credential('http://127.0.0.1:1/v1'),
});

const download = async (
	contents: unknown[],
	settings: Partial<AttachmentSettings> = {},
	item: INodeExecutionData = { json: { event: 'message:send' } },
) =>
	await downloadAttachments(context, item, contents, {
		baseUrl: `${server.url}/v1`,
		hosts: [],
		maxBytes: 1_000,
		...settings,
	});

const file = (url: string, more = {}) => ({ url, name: 'a.png', type: 'image/png', ...more });

const bytesOf = ({ binary = {} }: INodeExecutionData, property: string) =>
	Buffer.from(binary[property].data, 'base64');

const messagesOf = ({ json }: INodeExecutionData) =>
	(json.attachmentErrors as Array<{ property: string; message: string }>).map(
		({ property, message }) => `${property}: ${message}`,
	);

test('a file of a message becomes binary data of the item, which keeps all that it had', async () => {
	const item = await download(
		[file(`${server.url}/a.png`)],
		{},
		{
			json: { event: 'message:send' },
			pairedItem: { item: 3 },
		},
	);
	expect(item).toMatchObject({
		json: { event: 'message:send' },
		pairedItem: { item: 3 },
		binary: { attachment_0: { fileName: 'a.png', mimeType: 'image/png', fileExtension: 'png' } },
	});
	expect(bytesOf(item, 'attachment_0')).toEqual(PICTURE);
	expect(item.json).not.toHaveProperty('attachmentErrors');
});

test('a file comes beside the binary data that the item has already', async () => {
	const invoice = { data: 'aGk=', mimeType: 'text/plain' };
	const item = await download([file(`${server.url}/a.png`)], {}, { json: {}, binary: { invoice } });
	expect(Object.keys(item.binary ?? {})).toEqual(['invoice', 'attachment_0']);
	expect(item.binary?.invoice).toEqual(invoice);
});

test('no credential and no cookie is sent for a file', async () => {
	await download([file(`${server.url}/a.png`)]);
	expect(server.seen).toHaveLength(1);
	const { authorization, cookie, ...others } = server.seen[0].headers;
	expect([authorization, cookie, others['x-crisp-tier']]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('several messages of an item count their files in order, those without a file left out', async () => {
	answers['/b.mp3'] = { headers: { 'content-type': 'audio/mpeg; rate=44100' }, body: 'sound' };
	const item = await download([
		file(`${server.url}/a.png`),
		'Hello',
		{ id: 'plan', text: 'Which?', choices: [] },
		{ url: `${server.url}/b.mp3`, type: 'audio/mpeg', duration: 3 },
	]);
	expect(Object.keys(item.binary ?? {})).toEqual(['attachment_0', 'attachment_1']);
	expect(item.binary?.attachment_1).toMatchObject({ fileName: 'b.mp3', mimeType: 'audio/mpeg' });
	expect(bytesOf(item, 'attachment_1').toString()).toBe('sound');
});

test('an item without files is the same item, and nothing is asked', async () => {
	const item = { json: { text: 'Hello' } };
	expect(await download(['Hello', null, { url: '' }, 5], {}, item)).toBe(item);
	expect(server.seen).toHaveLength(0);
});

test('a file that does not arrive loses neither the item nor the other files', async () => {
	const item = await download([
		file(`${server.url}/gone.png`, { name: 'gone.png' }),
		file(`${server.url}/a.png`),
	]);
	expect(Object.keys(item.binary ?? {})).toEqual(['attachment_1']);
	expect(item.json).toEqual({
		event: 'message:send',
		attachmentErrors: [
			{
				property: 'attachment_0',
				name: 'gone.png',
				url: `${server.url}/gone.png`,
				message: 'Its host answered with status 404',
			},
		],
	});
});

test.each([
	['http://storage.crisp.chat/a.png', 'does not begin with https://'],
	['https://storage.crisp.chat.example.com/a.png', 'It is not kept by Crisp but on'],
	['https://user:word@storage.crisp.chat/a.png', 'holds a user name'],
	['https://user@storage.crisp.chat/a.png', 'holds a user name'],
	['https://api.crisp.chat/v1/a.png', 'on api.crisp.chat'],
	['https://storage.crisp.chat:8443/a.png', 'on storage.crisp.chat:8443'],
	['https://169.254.169.254/latest/meta-data', 'on 169.254.169.254'],
	['https://[::1]/a.png', 'on [::1]'],
	['file:///etc/passwd', 'does not begin with https://'],
	['data:image/png;base64,AAAA', 'does not begin with https://'],
	['//storage.crisp.chat/a.png', 'not valid'],
	['https://localhost:5678/rest/settings', 'on localhost:5678'],
])('%s is not fetched', async (url, why) => {
	const asked: unknown[] = [];
	const spying: AttachmentContext = {
		helpers: {
			...context.helpers,
			httpRequest: async (options) => void asked.push(options),
		},
	};
	const item = await downloadAttachments(spying, { json: {} }, [file(url)], {
		baseUrl: 'https://api.crisp.chat/v1',
		hosts: ['files.example.com'],
		maxBytes: 1_000,
	});
	expect(asked).toEqual([]);
	expect(item.binary).toBeUndefined();
	expect(messagesOf(item)[0]).toContain(why);
});

test('another port of this machine is not fetched, even where the credential names a sandbox', async () => {
	const item = await download([file(`${elsewhere.url}/rest/settings`)]);
	expect(elsewhere.seen).toHaveLength(0);
	expect(messagesOf(item)).toEqual(['attachment_0: Its address does not begin with https://']);
});

test.each([
	['https://storage.crisp.chat/users/upload/a.png', []],
	['https://image.crisp.chat/a.png', []],
	['https://FILES.example.com/a.png', ['files.example.com']],
])('%s is fetched once, with redirects off', async (url, hosts) => {
	const asked: Array<Record<string, unknown>> = [];
	const spying: AttachmentContext = {
		helpers: {
			...context.helpers,
			httpRequest: async (options) => {
				asked.push({ ...options });
				return { statusCode: 200, headers: {}, body: [PICTURE] };
			},
		},
	};
	const item = await downloadAttachments(spying, { json: {} }, [file(url)], {
		baseUrl: 'https://api.crisp.chat/v1',
		hosts,
		maxBytes: 1_000,
	});
	expect(asked).toMatchObject([{ url, method: 'GET', disableFollowRedirect: true }]);
	expect(asked[0]).not.toHaveProperty('headers');
	expect(bytesOf(item, 'attachment_0')).toEqual(PICTURE);
});

test('a redirect is not followed, wherever it leads', async () => {
	answers['/a.png'] = { status: 302, headers: { location: `${elsewhere.url}/secret` } };
	const item = await download([file(`${server.url}/a.png`)]);
	expect(elsewhere.seen).toHaveLength(0);
	expect(messagesOf(item)[0]).toMatch('leads to another address, which is not followed');
});

test('a file that says it is too large is not read', async () => {
	answers['/a.png'] = { headers: { 'content-length': '1001' }, body: Buffer.alloc(1_001) };
	const item = await download([file(`${server.url}/a.png`)]);
	expect(messagesOf(item)).toEqual(['attachment_0: It has 1001 bytes, more than 1000 bytes']);
});

test('a file that does not say its size is read to the limit only', async () => {
	let read = 0;
	async function* endless() {
		for (;;) {
			read += 100;
			yield Buffer.alloc(100);
		}
	}
	const spying: AttachmentContext = {
		helpers: {
			...context.helpers,
			httpRequest: async () => ({ statusCode: 200, headers: {}, body: endless() }),
		},
	};
	const item = await downloadAttachments(
		spying,
		{ json: {} },
		[file('https://storage.crisp.chat/a.png')],
		{ baseUrl: 'https://api.crisp.chat/v1', hosts: [], maxBytes: 1_000 },
	);
	expect(read).toBe(1_100);
	expect(messagesOf(item)).toEqual(['attachment_0: It is larger than 1000 bytes']);
});

test('a file of exactly the limit arrives', async () => {
	answers['/a.png'] = { body: Buffer.alloc(1_000) };
	const item = await download([file(`${server.url}/a.png`)]);
	expect(bytesOf(item, 'attachment_0')).toHaveLength(1_000);
	answers['/a.png'] = { headers: { 'content-length': '1000' }, body: Buffer.alloc(1_000) };
	const announced = await download([file(`${server.url}/a.png`)]);
	expect(bytesOf(announced, 'attachment_0')).toHaveLength(1_000);
});

test('a limit is a whole number of bytes, and never nothing', () => {
	expect([25, 0.1, 0.0000015, 0].map(megabytes)).toEqual([25_000_000, 100_000, 1, 1]);
});

test('a host that names a time is asked again after it', async () => {
	const waits: number[] = [];
	const after = jest.spyOn(systemClock, 'after').mockImplementation((ms, callback) => {
		waits.push(ms);
		setImmediate(callback);
		return () => {};
	});
	answers['/a.png'] = [{ status: 429, headers: { 'retry-after': '7' } }, { body: PICTURE }];
	const item = await download([file(`${server.url}/a.png`)]);
	after.mockRestore();
	expect(bytesOf(item, 'attachment_0')).toEqual(PICTURE);
	expect(waits).toEqual([7_000]);
});

test('a busy host and a broken connection are tried again, up to three times', async () => {
	const now = { 'retry-after': '0' };
	answers['/a.png'] = [
		{ status: 503, headers: now },
		{ status: 429, headers: now },
		{ body: PICTURE },
	];
	const item = await download([file(`${server.url}/a.png`)]);
	expect(bytesOf(item, 'attachment_0')).toEqual(PICTURE);
	expect(server.seen).toHaveLength(3);

	answers['/a.png'] = { status: 503, headers: now };
	const failed = await download([file(`${server.url}/a.png`)]);
	expect(server.seen).toHaveLength(6);
	expect(messagesOf(failed)).toEqual(['attachment_0: Its host answered with status 503']);
});

test('an end of the execution ends the download', async () => {
	const controller = new AbortController();
	answers['/a.png'] = [];
	const stopping = startServer(
		async () =>
			await new Promise<Reply>((resolve) => {
				controller.abort();
				controller.signal.addEventListener('abort', () => resolve({}));
			}),
	);
	const silent = await stopping;
	const item = await download([file(`${silent.url}/a.png`)], {
		baseUrl: `${silent.url}/v1`,
		signal: controller.signal,
	});
	await silent.close();
	expect(messagesOf(item)).toEqual(['attachment_0: The execution was cancelled']);
});

test('an item brings 20 files at most', async () => {
	const item = await download(Array.from({ length: 22 }, () => file(`${server.url}/a.png`)));
	expect(Object.keys(item.binary ?? {})).toHaveLength(20);
	expect(messagesOf(item)).toEqual([
		'attachment_20: The item has more than 20 files',
		'attachment_21: The item has more than 20 files',
	]);
});

test.each([
	['../../etc/passwd', 'passwd'],
	['C:\\temp\\a.pdf', 'a.pdf'],
	['', 'b c.pdf'],
	[undefined, 'b c.pdf'],
	['\u0000\n', 'b c.pdf'],
	['Übersicht 中.pdf', 'Übersicht 中.pdf'],
	['..', 'b c.pdf'],
	['.', 'b c.pdf'],
	['a/..', 'b c.pdf'],
	['. .\u202e.', 'b c.pdf'],
	['invoice\u202efdp.exe', 'invoicefdp.exe'],
	['\u2066a\u2069\u200f.pdf', 'a.pdf'],
	['a\u2028b.pdf', 'ab.pdf'],
	['👩‍👧.png', '👩‍👧.png'],
	['.env', '.env'],
])('a file named %j is called %j', async (name, expected) => {
	answers['/x/b%20c.pdf'] = { body: PICTURE };
	const item = await download([file(`${server.url}/x/b%20c.pdf`, { name })]);
	expect(item.binary?.attachment_0.fileName).toBe(expected);
	expect(item.binary?.attachment_0.directory).toBeUndefined();
});

test('a long name is cut between characters', async () => {
	const name = `${'😀'.repeat(250)}.png`;
	const item = await download([file(`${server.url}/a.png`, { name })]);
	expect(item.binary?.attachment_0.fileName).toBe(`${'😀'.repeat(196)}.png`);
});

test.each(['/', '/..', '/%2e%2e', '/x/%E2%80%AE'])(
	'a file without a name at %s is called attachment',
	async (path) => {
		const url = `${server.url}${path}`;
		answers[new URL(url).pathname] = { body: PICTURE };
		const item = await download([file(url, { name: '..' })]);
		expect(item.binary?.attachment_0.fileName).toBe('attachment');
	},
);

test('a type that is none gives way to what the host says', async () => {
	const item = await download([file(`${server.url}/a.png`, { type: 'text/html\r\nx: y' })]);
	expect(item.binary?.attachment_0.mimeType).toBe('image/png');
});

test('a type that the sender names counts before that of the host, which counts without parameters', async () => {
	answers['/a.png'] = { headers: { 'content-type': 'image/webp; q=1' }, body: PICTURE };
	const types = [undefined, 'image/gif'].map((type) => file(`${server.url}/a.png`, { type }));
	const { binary } = await download(types);
	expect(binary?.attachment_0.mimeType).toBe('image/webp');
	expect(binary?.attachment_1.mimeType).toBe('image/gif');
});

test('the options say whether, how large and from where', () => {
	const baseUrl = 'https://api.crisp.chat/v1';
	expect(readAttachmentSettings({}, baseUrl)).toBeUndefined();
	expect(readAttachmentSettings({ downloadAttachments: false }, baseUrl)).toBeUndefined();
	expect(readAttachmentSettings({ downloadAttachments: true }, baseUrl)).toEqual({
		baseUrl,
		hosts: [],
		maxBytes: 25_000_000,
	});
	expect(
		readAttachmentSettings(
			{
				downloadAttachments: true,
				attachmentMegabytes: 0.5,
				attachmentHosts: ' a.example, ,B.example ',
			},
			baseUrl,
		),
	).toEqual({ baseUrl, hosts: ['a.example', 'b.example'], maxBytes: 500_000 });
});
