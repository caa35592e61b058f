import type { Host } from './install';

/** What the test files of one run share; made by globalSetup.ts. */
export interface Run {
	host: Host;
	/** A user folder with the packed package and the owner's account, to be copied. */
	template: string;
	/** Holds everything of this run. */
	folder: string;
}

const VARIABLE = 'N8N_NODES_CRISP_E2E_RUN';

/** Hands the run to the processes in which Jest runs the test files. */
export function shareRun(run: Run): void {
	process.env[VARIABLE] = JSON.stringify(run);
}

export function currentRun(): Run {
	const text = process.env[VARIABLE];
	if (!text) throw new Error('Run these tests with: npm run e2e');
	return JSON.parse(text) as Run;
}
