import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The n8n that the tests, the demo and the benchmarks run unless told. */
export const CURRENT_HOST = '2.40';

/** Names another of the hosts, such as "2.8". */
export const HOST_VARIABLE = 'N8N_NODES_CRISP_HOST';

const folder = path.join(__dirname, 'hosts');

interface HostManifest {
	dependencies: { n8n: string };
	optionalDependencies: Record<string, string>;
}

/** An n8n that can be installed: a folder with a package.json and its lock file. */
export interface HostDefinition {
	directory: string;
	/** The first number of the Node version that the lock file pins for this n8n. */
	nodeMajor: number;
}

const byVersion = (a: string, b: string) => a.localeCompare(b, undefined, { numeric: true });

/** Names of all hosts, from the oldest n8n to the newest. */
export const listHosts = (): string[] => readdirSync(folder).sort(byVersion);

/** Names of the hosts beside the current one. */
export const olderHosts = (): string[] => listHosts().filter((name) => name !== CURRENT_HOST);

/** The host of that name; throws, with the names that there are, if it is none of them. */
export function findHost(name: string): HostDefinition {
	if (!listHosts().includes(name)) {
		throw new Error(
			`There is no n8n '${name}' for the tests: set ${HOST_VARIABLE} to one of ${listHosts().join(', ')}.`,
		);
	}
	const directory = path.join(folder, name);
	const manifest = JSON.parse(
		readFileSync(path.join(directory, 'package.json'), 'utf8'),
	) as HostManifest;
	const [node] = Object.values(manifest.optionalDependencies);
	return { directory, nodeMajor: Number(node.split('.')[0]) };
}
