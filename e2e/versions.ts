/**
 * `npm run e2e:versions [version …] [-- flags of Jest]`: the short form of the tests in a real n8n, in
 * the older versions of hosts/ or in those named, one after the other.
 */
import { command } from '../scripts/command';
import { findHost, HOST_VARIABLE, olderHosts } from './hosts';

/**
 * What may differ between versions: loading, credential, lists, triggers, runs by hand, restarts, memories,
 * executions that wait.
 */
const SHORT_FORM = ['package', 'credential', 'choices', 'conversation', 'shared', 'memory', 'ask'];

/** Whether all tests have passed in that n8n; shows them as they run. */
async function passesIn(version: string, flags: string[]): Promise<boolean> {
	console.log(`\nn8n ${version}`);
	const files = SHORT_FORM.map((name) => `e2e/${name}.test`);
	const run = ['run', '--silent', 'e2e', '--', ...files, ...flags];
	return await command('npm', run, { env: { [HOST_VARIABLE]: version }, show: true }).then(
		() => true,
		() => false,
	);
}

async function main(): Promise<void> {
	// npm leaves out the "--" that divides its own flags from the others, npx does not.
	const given = process.argv.slice(2).filter((argument) => argument !== '--');
	const firstFlag = given.findIndex((argument) => argument.startsWith('-'));
	const names = firstFlag < 0 ? given : given.slice(0, firstFlag);
	const flags = given.slice(names.length);
	const versions = names.length > 0 ? names : olderHosts();
	for (const version of versions) findHost(version);
	for (const version of versions) {
		if (!(await passesIn(version, flags))) process.exitCode = 1;
	}
}

void main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
