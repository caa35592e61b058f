import { startSandbox, type Sandbox } from '../../sandbox';
import { Host, type HostSettings } from './support/host';
import { until } from '../support/time';

const PICTURE = { name: 'parcel.png', type: 'image/png' };

describe('a file that a visitor sends', () => {
	let sandbox: Sandbox;
	let host: Host;
	let picture: { url: string; name: string; type: string };

	beforeEach(async () => {
		sandbox = await startSandbox();
		picture = { ...PICTURE, url: sandbox.keepFile(PICTURE, Buffer.from('pixels')) };
	});

	afterEach(async () => {
		await host.stop();
		await until(() => host.count?.open === 0, 'all sockets to be closed');
		await sandbox.close();
	});

	async function start(options: object, settings: Partial<HostSettings> = {}): Promise<void> {
		host = new Host({
			credential: {
				apiUrl: sandbox.apiUrl,
				tier: 'website',
				...sandbox.credentials.website,
				websiteId: sandbox.websiteId,
			},
			parameters: { events: ['message:send'], options: { ...options } },
			...settings,
		});
		await host.start();
	}

	const executed = async (count: number) =>
		await until(() => host.executions.length === count, `${count} executions`);

	it('stays where it is unless it is asked for', async () => {
		await start({});
		sandbox.visitor.share(picture);
		await executed(1);
		expect(host.executions[0].files).toEqual([[]]);
		expect(host.items[0].chatInput).toBe(picture.url);
	});

	it('is binary data of the item, with the message', async () => {
		await start({ downloadAttachments: true });
		sandbox.visitor.share(picture);
		await executed(1);
		expect(host.executions[0].files).toEqual([['attachment_0']]);
		expect(host.items[0]).toMatchObject({ event: 'message:send', type: 'file' });
	});

	it('does not change the order of its conversation', async () => {
		await start({ downloadAttachments: true });
		const { sessionId } = sandbox.visitor.share(picture);
		sandbox.visitor.say('That is it', { sessionId });
		await executed(2);
		expect(host.executions.map(({ files }) => files)).toEqual([[['attachment_0']], [[]]]);
	});

	it('comes with all others of a burst', async () => {
		await start({ downloadAttachments: true, waitForSilence: 1 });
		const { sessionId } = sandbox.visitor.share(picture);
		sandbox.visitor.say('and', { sessionId });
		sandbox.visitor.share(picture, { sessionId });
		await host.pass(() => host.executions.length > 0);
		expect(host.executions.map(({ files }) => files)).toEqual([[['attachment_0', 'attachment_1']]]);
	});

	it('loses no message where it cannot be had', async () => {
		await start({ downloadAttachments: true });
		sandbox.visitor.share({ ...picture, url: 'https://internal.example.com/secret' });
		await executed(1);
		expect(host.executions[0].files).toEqual([[]]);
		expect(host.items[0].attachmentErrors).toEqual([
			expect.objectContaining({ property: 'attachment_0', name: 'parcel.png' }),
		]);
	});
});
