/**
 * Packs the checkout (it must have been built) and checks what would be published: no file too many
 * or too few, nothing to install beside it, links to this repository and no other, and every node and
 * credential loads in an empty folder. With `--release`, no placeholder is left either.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { command, root } from './command';
import { type Manifest, MAX_TARBALL, pack, readManifest } from './tarball';

/** Everything that may be in the package. */
const ALLOWED = [
	/^package\.json$/,
	/^README\.md$/,
	/^LICENSE$/,
	/^index\.js$/,
	/^dist\/(nodes|credentials)\/[\w./]+\.js$/,
	/^dist\/nodes\/\w+\/[\w.]+\.svg$/,
	/^dist\/nodes\/\w+\/\w+\.node\.json$/,
	/^dist\/nodes\/\w+\/properties\/\w+\.json$/,
	/^dist\/nodes\/\w+\/__schema__\/[\w./]+\.json$/,
];

const FORBIDDEN = [/\.test\./, /(^|\/)test\//, /\.d\.ts$/, /\.map$/];

/**
 * Loads, in the unpacked package and with only n8n-workflow beside it, what package.json lists under
 * "n8n" the way n8n does: the file's class is named as the file, and is made without arguments.
 */
const LOADER = `
	const path = require('node:path');
	const fs = require('node:fs');
	const { n8n } = require('./package.json');
	for (const file of [...n8n.nodes, ...n8n.credentials]) {
		const [name] = path.basename(file).split('.');
		const instance = new (require('./' + file)[name])();
		const { icon } = instance.description ?? instance;
		for (const url of Object.values(icon)) {
			const svg = path.join(path.dirname(file), url.replace('file:', ''));
			if (!fs.existsSync(svg)) throw new Error(file + ' has no icon ' + svg);
		}
		console.log(instance.description?.name ?? instance.name);
	}
`;

/** Domains that nobody can have (RFC 2606). */
const PLACEHOLDER = /[@.](example\.(com|net|org)|example|invalid|test)$/;

const REPOSITORY = /https:\/\/github\.com\/[\w.-]+\/[\w-]+/g;

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
		.sort();
}

/** What is wrong with the package's files, in words; nothing if all is well. */
function complaintsAbout(files: string[], manifest: Manifest): string[] {
	const codexFiles = manifest.n8n.nodes.map((file) => file.replace(/\.js$/, '.json'));
	const needed = [
		...['package.json', 'README.md', 'LICENSE', 'index.js'],
		...[...manifest.n8n.nodes, ...manifest.n8n.credentials, ...codexFiles],
	];
	return [
		...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
		...files
			.filter(
				(file) =>
					!ALLOWED.some((pattern) => pattern.test(file)) ||
					FORBIDDEN.some((pattern) => pattern.test(file)),
			)
			.map((file) => `${file} does not belong into the package`),
		...['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides']
			.filter((key) => key in manifest)
			.map((key) => `package.json has "${key}", which n8n does not allow`),
	];
}

/** Links of nodes and credentials that lead to another repository than package.json names. */
async function strayLinks(folder: string, files: string[], home: string): Promise<string[]> {
	const linking = files.filter((file) => /\.(node\.json|credentials\.js)$/.test(file));
	const complaints = linking.map(async (file) => {
		const text = await readFile(path.join(folder, file), 'utf8');
		const strays = [...text.matchAll(REPOSITORY)].map(([url]) => url).filter((url) => url !== home);
		return strays.map((url) => `${file} leads to ${url}, package.json says ${home}`);
	});
	return (await Promise.all(complaints)).flat();
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { release: { type: 'boolean', default: false } } });
	const temporary = await mkdtemp(path.join(os.tmpdir(), 'n8n-nodes-crisp-package-'));
	try {
		const tarball = await pack(temporary);
		const modules = path.join(temporary, 'empty', 'node_modules');
		const unpacked = path.join(modules, readManifest().name);
		await mkdir(unpacked, { recursive: true });
		await command('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

		const files = await filesBelow(unpacked);
		const { size } = await stat(tarball);
		const manifest = readManifest(unpacked);
		const complaints = [
			...complaintsAbout(files, manifest),
			...(await strayLinks(unpacked, files, manifest.homepage)),
		];
		if (values.release && PLACEHOLDER.test(manifest.author.email)) {
			complaints.push(`The author's address, ${manifest.author.email}, is a placeholder`);
		}
		if (size > MAX_TARBALL) complaints.push(`${size} bytes are more than ${MAX_TARBALL}`);

		await symlink(
			path.join(root, 'node_modules', 'n8n-workflow'),
			path.join(modules, 'n8n-workflow'),
		);
		let loaded = '';
		try {
			loaded = await command(process.execPath, ['-e', LOADER], { cwd: unpacked });
		} catch (error) {
			complaints.push((error as Error).message);
		}
		console.log(`${path.basename(tarball)}: ${files.length} files, ${size} bytes`);
		if (loaded)
			console.log(`Loaded with nothing but n8n-workflow: ${loaded.trim().split('\n').join(', ')}`);
		for (const complaint of complaints) console.error(`- ${complaint}`);
		if (complaints.length > 0) process.exitCode = 1;
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
