/**
 * `npm run generate`: writes everything that is made from the sources and committed: the nodes'
 * properties and output schemas, docs/operations.*, docs/events.md, the guesses in docs/sandbox.md and
 * the picture of the imports in docs/architecture.md. `--package` writes the first two only. `--check` writes nothing and ends with
 * exit code 1 if something is out of date.
 */
import { parseArgs } from 'node:util';

import { eventsDocs } from './eventsDocs';
import { applyChanges, findChanges, nameFiles, type Change } from './generated';
import { guessDocs } from './guessDocs';
import { importsPicture } from './importsPicture';
import { operationsDocs } from './operationsDocs';
import { outputSchemas, SCHEMAS_FOLDER } from './outputSchemas';
import { PROPERTIES_FOLDER, propertyFiles } from './properties';

interface Options {
	/** Only what is in the package, which takes the least time. */
	package: boolean;
}

async function findOutdated({ package: onlyPackage }: Options): Promise<Change[]> {
	const forPackage = { ...propertyFiles(), ...outputSchemas() };
	const forPeople = async () => ({
		...operationsDocs(),
		...eventsDocs(),
		...guessDocs(),
		...(await importsPicture()),
	});
	const files = { ...forPackage, ...(onlyPackage ? {} : await forPeople()) };
	return findChanges(files, [PROPERTIES_FOLDER, SCHEMAS_FOLDER]);
}

/** Brings all generated files up to date and says which of them were not. */
export async function generate(options: Options = { package: false }): Promise<void> {
	const changes = await findOutdated(options);
	applyChanges(changes);
	if (changes.length > 0) console.log(`Generated: ${nameFiles(changes)}`);
}

/** @throws Error that names the files that are out of date */
async function check(options: Options): Promise<void> {
	const changes = await findOutdated(options);
	if (changes.length === 0) return;
	throw new Error(`Out of date: ${nameFiles(changes)}. Run: npm run generate`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			check: { type: 'boolean', default: false },
			package: { type: 'boolean', default: false },
		},
	});
	await (values.check ? check(values) : generate(values));
}

if (require.main === module) {
	void main().catch((error: Error) => {
		console.error(error.message);
		process.exitCode = 1;
	});
}
