import type { ICruiseResult } from 'dependency-cruiser';
import path from 'node:path';

/** One file imports another; both by their paths below `nodes/Crisp`. */
export interface Import {
	from: string;
	to: string;
	/** Imported when it is first needed. */
	lazy: boolean;
}

const FOLDER = 'nodes/Crisp';

/**
 * All imports among the files of `nodes/Crisp`, those of types too.
 *
 * @param checkout where that folder is
 * @throws Error that names the files where imports go in a circle
 */
export async function readImports(checkout: string): Promise<Import[]> {
	// It can only be imported as a module of ECMAScript.
	const { cruise } = await import('dependency-cruiser');
	const { output } = await cruise([FOLDER], {
		baseDir: checkout,
		includeOnly: `^${FOLDER}/`,
		tsPreCompilationDeps: true,
		// It looks for circles only where a rule asks for them.
		validate: true,
		ruleSet: { forbidden: [{ name: 'no-circles', from: {}, to: { circular: true } }] },
	});
	const { modules } = output as ICruiseResult;
	const dependencies = modules.flatMap(({ source, dependencies: list }) =>
		list.map((dependency) => ({ ...dependency, source })),
	);
	const within = (file: string) => path.posix.relative(FOLDER, file);
	for (const { source, cycle } of dependencies) {
		if (!cycle) continue;
		const files = [source, ...cycle.map(({ name }) => name)].map(within);
		throw new Error(`Imports go in a circle: ${files.join(' → ')}`);
	}
	return dependencies.map(({ source, resolved, dynamic }) => ({
		from: within(source),
		to: within(resolved),
		lazy: dynamic,
	}));
}
