import type { IExecuteFunctions, INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { LookUps } from '../../nodes/Crisp/engine/lookUps';
import { openClient } from '../../nodes/Crisp/client/request';
import { uploadsOf, type UploadContext } from '../../nodes/Crisp/live/upload';
import { findSocketClass } from '../../nodes/Crisp/realtime/socket';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { FakeClock } from '../support/time';
import { credential, executeNode } from '../support/n8n';
import { startServer, type Reply, type TestServer } from '../support/server';

let sandbox: Sandbox;
let sessionId: string;

const begin = async (options: SandboxOptions = {}) => {
	sandbox = await startSandbox(options);
	({ sessionId } = sandbox.visitor.say('Can I have the invoice?'));
	sandbox.clearRequests();
};
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.until(() => sandbox.sockets().length === 0);
	await sandbox.close();
});

const PDF = Buffer.from('255044462d312e370aff00fe', 'hex');

const withFile = (
	bytes = PDF,
	{ fileName = 'invoice.pdf', mimeType = 'application/pdf' } = {},
): INodeExecutionData => ({
	json: {},
	binary: { data: { data: bytes.toString('base64'), fileName, mimeType } },
});

async function run(parameters: object = {}, settings: object = {}): Promise<INodeExecutionData[]> {
	const [items] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'message',
			operation: 'sendFile',
			sessionId: { __rl: true, mode: 'id', value: sessionId },
			...parameters,
		},
		credential: credential(sandbox.apiUrl, {
			...sandbox.credentials.website,
			websiteId: sandbox.websiteId,
		}),
		items: [withFile()],
		...settings,
	});
	return items;
}

const sent = () => sandbox.messages(sessionId).slice(1);

const urlOf = (message: { content: unknown }) => (message.content as { url: string }).url;

const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());

const verbs = () => sandbox.requests.map(({ verb, path }) => `${verb} ${path.split('/').at(-1)}`);

test('binary data is uploaded and sent, byte by byte, in three requests and an upload', async () => {
	await begin();
	const [{ json }] = await run();
	expect(sent()).toMatchObject([
		{
			type: 'file',
			from: 'operator',
			origin: 'chat',
			automated: true,
			content: { name: 'invoice.pdf', type: 'application/pdf' },
		},
	]);
	const url = urlOf(sent()[0]);
	expect(await bytesAt(url)).toEqual(PDF);
	expect(json).toEqual({
		success: true,
		website_id: sandbox.websiteId,
		session_id: sessionId,
		fingerprint: sent()[0].fingerprint,
		type: 'file',
		file: { url, name: 'invoice.pdf', type: 'application/pdf' },
	});
	expect(verbs()).toEqual(['GET endpoints', 'POST generate', 'POST message']);
	expect(sandbox.requests[1].body).toMatchObject({
		namespace: 'upload',
		resource: { type: 'website', id: sandbox.websiteId },
	});
});

test('several files use one connection and arrive in order', async () => {
	await begin();
	let most = 0;
	const watching = sandbox.until(() => {
		most = Math.max(most, sandbox.sockets().length);
		return sent().length === 5;
	});
	const names = ['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'];
	await run({}, { items: names.map((fileName) => withFile(Buffer.from(fileName), { fileName })) });
	await watching;
	expect(most).toBe(1);
	expect(sent().map(({ content }) => (content as { name: string }).name)).toEqual(names);
	const bytes = await Promise.all(sent().map(async (message) => await bytesAt(urlOf(message))));
	expect(bytes.map(String)).toEqual(names);
	expect(verbs().filter((verb) => verb === 'GET endpoints')).toHaveLength(1);
});

test.each([
	['image/gif', 'a.gif', {}, 'animation', { type: 'image/gif' }],
	['image/gif', 'a.gif', { sendAs: 'file' }, 'file', { name: 'a.gif', type: 'image/gif' }],
	['image/png', 'a.png', {}, 'file', { name: 'a.png', type: 'image/png' }],
	['audio/mpeg', 'a.mp3', {}, 'file', { name: 'a.mp3', type: 'audio/mpeg' }],
	['audio/mpeg', 'a.mp3', { duration: 12 }, 'audio', { type: 'audio/mpeg', duration: 12 }],
	['audio/mpeg', 'a.mp3', { sendAs: 'audio' }, 'audio', { type: 'audio/mpeg', duration: 0 }],
	[
		'text/plain',
		'a.txt',
		{ name: 'b.txt', fileType: 'text/csv' },
		'file',
		{ name: 'b.txt', type: 'text/csv' },
	],
])('%s called %s with %j is sent as %s', async (mimeType, fileName, fileOptions, type, content) => {
	await begin();
	await run({ fileOptions }, { items: [withFile(PDF, { fileName, mimeType })] });
	expect(sent()).toMatchObject([{ type, content: { ...content, url: expect.any(String) } }]);
});

test('a file that is larger than Crisp takes is not uploaded, and both sizes are told', async () => {
	await begin({ uploadLimit: 10 });
	await expect(run()).rejects.toThrow(
		"The file 'invoice.pdf' has 12 bytes, more than the 10 bytes that Crisp takes",
	);
	expect(sent()).toEqual([]);
});

test('an empty file is not sent', async () => {
	await begin();
	await expect(run({}, { items: [withFile(Buffer.alloc(0))] })).rejects.toThrow('is empty');
	expect(sandbox.requests).toEqual([]);
});

test('an item without the binary field says so and asks Crisp nothing', async () => {
	await begin();
	await expect(run({}, { items: [{ json: {} }] })).rejects.toThrow(/binary/);
	expect(sandbox.requests).toEqual([]);
});

test('one file that fails does not keep the others from being sent', async () => {
	await begin({ uploadLimit: 20 });
	const items = [withFile(), withFile(Buffer.alloc(30)), withFile()];
	const out = await run({}, { items, continueOnFail: true });
	expect(out.map(({ json }) => json.error ?? json.success)).toEqual([
		true,
		expect.stringContaining('more than the 20 bytes'),
		true,
	]);
	expect(sent()).toHaveLength(2);
});

test('a file goes to an email, whose conversation is made only when the file is there', async () => {
	await begin({ uploadLimit: 20 });
	const to = { sendTo: 'email', email: 'jane@example.com' };
	await expect(run(to, { items: [withFile(Buffer.alloc(30))] })).rejects.toThrow('more than');
	expect(sandbox.conversations()).toHaveLength(1);
	const [{ json }] = await run(to);
	expect(json).toMatchObject({ conversation: 'created', type: 'file' });
	expect(sandbox.messages(String(json.session_id))).toHaveLength(1);
});

test('a connection that is cut while the address is awaited is made again', async () => {
	await begin();
	const cut = sandbox.until(() => sandbox.requests.some(({ verb }) => verb === 'POST'));
	sandbox.faults.rest.latency = 20;
	const done = run();
	await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated));
	sandbox.faults.realtime.disconnectAll('reset');
	await Promise.all([cut, done]);
	expect(sent()).toHaveLength(1);
	expect(await bytesAt(urlOf(sent()[0]))).toEqual(PDF);
	expect(verbs().filter((verb) => verb === 'GET endpoints')).toHaveLength(2);
});

test('a token that is not accepted says so', async () => {
	await begin();
	await expect(
		run({}, { credential: credential(sandbox.apiUrl, { websiteId: sandbox.websiteId }) }),
	).rejects.toThrow('Crisp does not accept the token');
});

test('a cancelled execution leaves no connection behind', async () => {
	await begin();
	const controller = new AbortController();
	sandbox.faults.rest.latency = 30;
	const done = run({}, { signal: controller.signal });
	await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated));
	controller.abort();
	await expect(done).rejects.toThrow();
	expect(sent()).toEqual([]);
});

describe('one upload', () => {
	let storage: TestServer;
	let answers: Reply[];
	let clock: FakeClock;

	beforeEach(async () => {
		await begin();
		clock = new FakeClock();
		answers = [];
		storage = await startServer(() => answers.shift() ?? { status: 200 });
	});
	afterEach(async () => await storage.close());

	/** Uploads beside a Crisp that answers a request for an address with this payload, or with none. */
	async function upload(payload?: object): Promise<string> {
		let url = '';
		const endings: Array<() => Promise<void>> = [];
		const node = Object.assign(new Crisp(), {
			async execute(this: IExecuteFunctions) {
				const { account } = await openClient(this);
				const memo = new LookUps();
				const context: UploadContext = {
					execution: this,
					itemIndex: 0,
					account,
					websiteId: () => sandbox.websiteId,
					once: async (key, lookUp) => await memo.once(key, lookUp),
					atEnd: (close) => void endings.push(close),
					async send({ body }) {
						const { id } = body as { id: string };
						const { identifier } = account;
						if (payload) {
							const name = 'bucket:url:upload:generated';
							sandbox.world.hub.emit({
								name,
								websiteId: null,
								identifier,
								payload: { id, ...payload },
							});
						} else void clock.advance(20_000);
						return { status: 200, data: {} };
					},
				};
				const uploads = await uploadsOf(context, { clock, findSocketClass });
				const file = { name: 'a.pdf', type: 'application/pdf', bytes: PDF };
				url = await uploads.upload(file, context);
				return [[]];
			},
		});
		try {
			await executeNode(node, {
				parameters: {},
				credential: credential(sandbox.apiUrl, { ...sandbox.credentials.website }),
			});
		} finally {
			await Promise.all(endings.map(async (close) => await close()));
		}
		return url;
	}

	const at = (signed: string) => ({ url: { signed, resource: 'https://storage.example/a.pdf' } });

	test('sends the bytes with their type and without a credential', async () => {
		expect(await upload(at(`${storage.url}/a.pdf?signature=1`))).toBe(
			'https://storage.example/a.pdf',
		);
		const [{ method, url, headers }] = storage.seen;
		expect([method, url]).toEqual(['PUT', '/a.pdf?signature=1']);
		expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'content-length': '12' });
		expect(headers).not.toHaveProperty('authorization');
		expect(headers).not.toHaveProperty('x-crisp-tier');
	});

	test('is tried again where the storage is busy, and says so in the end', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const busy = { status: 503, headers: { 'retry-after': '0' } };
		answers = [busy, busy];
		await upload(at(storage.url));
		expect(storage.seen).toHaveLength(3);
		answers = [busy, busy, busy, busy];
		await expect(upload(at(storage.url))).rejects.toThrow(
			"Crisp's storage answered with status 503",
		);
		expect(storage.seen).toHaveLength(7);
	});

	test('is not repeated where the storage refuses', async () => {
		answers = [{ status: 403 }];
		await expect(upload(at(storage.url))).rejects.toThrow('status 403');
		expect(storage.seen).toHaveLength(1);
	});

	test('does not follow the storage to another address', async () => {
		answers = [{ status: 307, headers: { location: `${storage.url}/elsewhere` } }];
		await expect(upload(at(storage.url))).rejects.toThrow('status 307');
		expect(storage.seen).toHaveLength(1);
	});

	test.each(['http://storage.example/a.pdf', 'ftp://storage.example/a.pdf', 'a.pdf'])(
		'goes nowhere unencrypted (%s)',
		async (signed) => {
			await expect(upload(at(signed))).rejects.toThrow('not encrypted');
		},
	);

	test.each([{}, { url: {} }, { url: { signed: 5 } }])(
		'says so where Crisp names no address: %j',
		async (payload) => {
			await expect(upload(payload)).rejects.toThrow('named no upload address');
		},
	);

	test('does not wait for ever, and names the scope that is missing then', async () => {
		const error = await upload().catch((caught: unknown) => caught);
		expect((error as NodeOperationError).message).toBe(
			'Crisp gave no upload address within 20 seconds',
		);
		expect((error as NodeOperationError).description).toContain("'bucket:url'");
		expect(clock.pending).toBe(0);
	});
});

describe('a file by its URL', () => {
	test('is sent in one request, its name and type told by the address', async () => {
		await begin();
		const fileUrl = 'https://example.com/files/my%20invoice.pdf?x=1';
		const [{ json }] = await run({ fileSource: 'url', fileUrl }, { items: [{ json: {} }] });
		expect(sent()).toMatchObject([
			{
				type: 'file',
				content: { url: fileUrl, name: 'my invoice.pdf', type: 'application/pdf' },
			},
		]);
		expect(json.file).toEqual({ url: fileUrl, name: 'my invoice.pdf', type: 'application/pdf' });
		expect(verbs()).toEqual(['POST message']);
	});

	test.each(['', 'invoice.pdf', 'ftp://example.com/a.pdf', 'file:///etc/passwd'])(
		'is not sent where the address is %j',
		async (fileUrl) => {
			await begin();
			await expect(run({ fileSource: 'url', fileUrl })).rejects.toThrow("'File URL'");
			expect(sandbox.requests).toEqual([]);
		},
	);
});
