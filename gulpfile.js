const { dest, src } = require('gulp');
const { rm } = require('node:fs/promises');

/** Removes the last build, so that a renamed file cannot survive in the package. */
exports.clean = async () => await rm('dist', { recursive: true, force: true });

/** Copies what tsc leaves behind: icons, codex files and output schemas. */
exports.assets = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], {
		encoding: false,
	}).pipe(dest('dist/nodes'));
