import { readFileSync } from 'node:fs';
import path from 'node:path';

import { root } from '../scripts/command';
import { readManifest } from '../scripts/tarball';
import { currentRun } from './run';
import { setStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await setStage()));
afterAll(async () => await stage.close());

const { name: packageName, n8n: parts } = readManifest();

/** Types of the nodes that package.json lists, as n8n names them. */
const nodes = parts.nodes.map((file) => {
	const [name] = path.basename(file).split('.');
	return `${packageName}.${name[0].toLowerCase()}${name.slice(1)}`;
});

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

test('n8n knows every node of the package, and those that act as tools of AI agents too', async () => {
	const types = await stage.n8n.client.nodeTypes();
	const own = types.filter(({ name }) => name.startsWith(`${packageName}.`));
	const tools = nodes
		.filter((name) => !/(Trigger|Memory)$/.test(name))
		.map((name) => `${name}Tool`);
	const names = own.map(({ name }) => name);
	const reviewers = names.filter((name) => name.endsWith('HitlTool'));
	expect(names.filter((name) => !reviewers.includes(name)).sort()).toEqual(
		[...nodes, ...tools].sort(),
	);
	// Not every older n8n has human review of tools.
	const [, minor] = currentRun().host.version.split('.');
	const wanted = [`${packageName}.crispAskHitlTool`];
	expect(Number(minor) >= 40 || reviewers.length > 0 ? reviewers : wanted).toEqual(wanted);
	for (const { credentials } of own) {
		expect(credentials).toEqual([expect.objectContaining({ name: 'crispApi', required: true })]);
	}
});

test('n8n shows an icon for light and one for dark themes, on every node', async () => {
	const types = await stage.n8n.client.nodeTypes();
	for (const type of types.filter(({ name }) => nodes.includes(name))) {
		const { served, own } = await icons(type.iconUrl);
		expect(served).toEqual(own);
	}
});

test('n8n has an output schema for an operation before it has run', async () => {
	const response = await stage.n8n.client.fetch(
		'GET',
		`/schemas/${packageName}.crisp/1.0.0/conversation/get.json`,
	);
	expect(response.status).toBe(200);
	const { properties } = (await response.json()) as { properties: Record<string, unknown> };
	expect(properties.session_id).toEqual({ type: 'string' });
});

test('n8n knows the credential, with its icon, and keeps both secrets in password fields', async () => {
	const types = await stage.n8n.client.credentialTypes();
	const type = types.find(({ name }) => name === 'crispApi');
	const { served, own } = await icons(type?.iconUrl);
	expect(served).toEqual(own);
	const secret = type?.properties.filter(({ typeOptions }) => typeOptions?.password);
	expect(secret?.map(({ name }) => name)).toEqual(['key', 'webhookSecret']);
	expect(type?.supportedNodes?.sort()).toEqual([...nodes].sort());
});

test('n8n found nothing to complain about in the package', () => {
	expect(stage.n8n.log).not.toMatch(/crisp|error/i);
});
