// The build of the package; `npm run build` runs the task of that name.
const { execFile } = require('node:child_process');
const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');
const { dest, series, src } = require('gulp');

const run = promisify(execFile);

/** Writes the files that are derived from the records: see scripts/generate.ts. */
const generate = async () => {
	await run(process.execPath, ['--import', 'tsx', 'scripts/generate.ts']);
};

/** Removes the last build, so that a renamed file cannot survive in the package. */
const clean = async () => await rm('dist', { recursive: true, force: true });

const compile = async () => {
	await run(process.execPath, [require.resolve('typescript/bin/tsc')]).catch(({ stdout }) => {
		throw new Error(stdout);
	});
};

/** Copies what the compiler leaves behind: icons, codex files and output schemas. */
const assets = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		encoding: false,
	}).pipe(dest('dist/nodes'));

/** Takes the white space out of the JSON, which only those who read the sources need. */
const compact = async () => {
	const files = await readdir('dist', { recursive: true });
	for (const file of files.filter((name) => name.endsWith('.json'))) {
		const place = path.join('dist', file);
		await writeFile(place, JSON.stringify(JSON.parse(await readFile(place, 'utf8'))));
	}
};

module.exports = {
	generate,
	clean,
	compile,
	assets,
	compact,
	build: series(generate, clean, compile, assets, compact),
};
