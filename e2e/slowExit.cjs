/**
 * Loaded into n8n's processes before n8n: a worker that has closed everything goes on for a while, as on
 * a slow machine. What it had taken up then fails in its hands, instead of ending with it.
 */
const LINGERS_MS = 2_000;

if (process.argv.includes('worker')) {
	const exit = process.exit.bind(process);
	process.exit = (code) => {
		setTimeout(exit, LINGERS_MS, code);
	};
}
