import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.join(__dirname, '..');

/**
 * Writes generated files, or with `--check` on the command line only compares them and sets the
 * exit code to 1 where one is out of date.
 *
 * @param files content by path below the checkout
 */
export function writeOrCheck(files: Record<string, string>): void {
	const check = process.argv.includes('--check');
	const outdated = Object.entries(files).filter(([file, content]) => {
		const full = path.join(root, file);
		if (existsSync(full) && readFileSync(full, 'utf8') === content) return false;
		if (!check) {
			mkdirSync(path.dirname(full), { recursive: true });
			writeFileSync(full, content);
		}
		return true;
	});
	if (outdated.length === 0) return;
	const names = outdated.map(([file]) => file);
	const shown = names.length > 5 ? `${names.length} files, such as ${names[0]}` : names.join(', ');
	if (check) {
		console.error(`Out of date: ${shown}. Run: npm run docs`);
		process.exitCode = 1;
	} else {
		console.log(`Written: ${shown}`);
	}
}
