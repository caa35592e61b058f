import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from '../scripts/command';
import { CRISP, CRISP_TRIGGER } from './nodes';
import { setStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await setStage()));
afterAll(async () => await stage.close());

/** Both variants of an icon as n8n serves them without a log-in, and as they are in the project. */
async function icons(iconUrl: unknown): Promise<{ served: string[]; own: string[] }> {
	const { light, dark } = iconUrl as { light: string; dark: string };
	const served = [light, dark].map(async (url) => {
		const response = await fetch(`${stage.n8n.url}/${url}`);
		expect(response.headers.get('content-type')).toContain('image/svg+xml');
		return await response.text();
	});
	return {
		served: await Promise.all(served),
		own: ['crisp.svg', 'crisp.dark.svg'].map((file) =>
			readFileSync(path.join(root, 'nodes', 'Crisp', file), 'utf8'),
		),
	};
}

test('n8n knows both nodes and can use Crisp as a tool of AI agents', async () => {
	const types = await stage.n8n.client.nodeTypes();
	const own = types.filter(({ name }) => name.startsWith('n8n-nodes-crisp.'));
	expect(own.map(({ name, displayName }) => [name, displayName])).toEqual(
		expect.arrayContaining([
			[CRISP, 'Crisp'],
			[`${CRISP}Tool`, 'Crisp Tool'],
			[CRISP_TRIGGER, 'Crisp Trigger'],
		]),
	);
	for (const { credentials } of own) {
		expect(credentials).toEqual([expect.objectContaining({ name: 'crispApi', required: true })]);
	}
});

test('n8n shows an icon for light and one for dark themes, on both nodes', async () => {
	const types = await stage.n8n.client.nodeTypes();
	for (const type of types.filter(({ name }) => [CRISP, CRISP_TRIGGER].includes(name))) {
		const { served, own } = await icons(type.iconUrl);
		expect(served).toEqual(own);
	}
});

test('n8n knows the credential, with its icon, and keeps both secrets in password fields', async () => {
	const types = await stage.n8n.client.credentialTypes();
	const type = types.find(({ name }) => name === 'crispApi');
	const { served, own } = await icons(type?.iconUrl);
	expect(served).toEqual(own);
	const secret = type?.properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(secret?.map(({ name }) => name)).toEqual(['key', 'webhookSecret']);
	expect(type?.supportedNodes?.sort()).toEqual([CRISP, CRISP_TRIGGER]);
});

test('n8n found nothing to complain about in the package', () => {
	expect(stage.n8n.log).not.toMatch(/crisp|error/i);
});
