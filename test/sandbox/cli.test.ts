import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = path.join(__dirname, '../..');

const run = (...options: string[]) =>
	spawn(process.execPath, ['--import', 'tsx', 'sandbox/cli.ts', ...options], { cwd: ROOT });

describe('The command', () => {
	test('prints address and tokens, answers, and ends by a signal', async () => {
		const sandbox = run('--port', '0', '--json');
		try {
			const [line] = (await once(sandbox.stdout, 'data')) as [Buffer];
			const printed = JSON.parse(line.toString()) as {
				url: string;
				apiUrl: string;
				websiteId: string;
				credentials: Record<string, { identifier: string; key: string }>;
			};
			const { identifier, key } = printed.credentials.website;
			const response = await fetch(`${printed.apiUrl}/website/${printed.websiteId}`, {
				headers: {
					authorization: `Basic ${Buffer.from(`${identifier}:${key}`).toString('base64')}`,
					'x-crisp-tier': 'website',
				},
			});
			expect(await response.json()).toMatchObject({ error: false, data: { name: 'Acme' } });
			expect(await (await fetch(`${printed.url}/sandbox`)).json()).toMatchObject({
				sockets: [],
				requests: [{ verb: 'GET', status: 200 }],
			});

			sandbox.kill('SIGTERM');
			expect(await once(sandbox, 'exit')).toEqual([0, null]);
		} finally {
			sandbox.kill('SIGKILL');
		}
	}, 30_000);

	test('refuses a port that is none', async () => {
		const sandbox = run('--port', 'x');
		const [said, [code]] = await Promise.all([text(sandbox.stderr), once(sandbox, 'exit')]);
		expect(said).toContain("--port takes a number from 0 to 65535, not 'x'");
		expect(code).toBe(1);
	}, 30_000);
});
