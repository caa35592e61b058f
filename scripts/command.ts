import { spawn } from 'node:child_process';
import path from 'node:path';

/** The checkout. */
export const root = path.resolve(__dirname, '..');

export interface CommandOptions {
	/** Working directory; the checkout by default. */
	cwd?: string;
	/** Added to the environment of this process. */
	env?: NodeJS.ProcessEnv;
	/** Who it runs as, if not as this process's user. */
	uid?: number;
	gid?: number;
	/** Show the output as it comes instead of returning it. */
	show?: boolean;
}

/**
 * Runs a program to its end and returns what it wrote to its standard output.
 * Rejects, with the end of what it wrote, when it cannot be started or does not exit with 0.
 */
export async function command(
	program: string,
	args: string[],
	{ cwd = root, env = {}, show = false, ...user }: CommandOptions = {},
): Promise<string> {
	const child = spawn(program, args, {
		cwd,
		env: { ...process.env, ...env },
		...user,
		stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
	});
	let output = '';
	let all = '';
	child.stdout?.on('data', (data: Buffer) => {
		output += data;
		all += data;
	});
	child.stderr?.on('data', (data: Buffer) => (all += data));
	return await new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code, signal) => {
			if (code === 0) return resolve(output);
			reject(
				new Error(
					`${[program, ...args].join(' ')}: ${signal ?? `exit code ${code}`}\n${all.slice(-4000)}`,
				),
			);
		});
	});
}
