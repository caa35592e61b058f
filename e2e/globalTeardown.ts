import { rm } from 'node:fs/promises';

import { currentRun } from './run';

export default async function globalTeardown(): Promise<void> {
	await rm(currentRun().folder, { recursive: true, force: true });
}
