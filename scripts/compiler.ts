import { statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

import { root } from './command';

/** What a compilation has made. */
export interface Compilation {
	/** Contents of the compiled files that may have changed, by their paths below `dist/`. */
	files: Map<string, string>;
	/** What the compiler complains about, one line each. */
	complaints: string[];
}

/** Compiles the package over and over, each time only what has changed since the last one. */
export class Compiler {
	private program?: ts.EmitAndSemanticDiagnosticsBuilderProgram;

	private readonly parsed = new Map<string, { stamp: string; file?: ts.SourceFile }>();

	/**
	 * Compiles what has changed. Nothing is written, so that a file that cannot be parsed leaves the
	 * compiled ones as they are; types that do not fit do not hinder it.
	 */
	compile(): Compilation {
		const { fileNames, options, errors } = this.settings();
		this.program = ts.createEmitAndSemanticDiagnosticsBuilderProgram(
			fileNames,
			options,
			this.host(options),
			this.program,
			errors,
		);
		const files: Compilation['files'] = new Map();
		const { outDir = root } = options;
		const unparsed = [...errors, ...this.program.getSyntacticDiagnostics()];
		if (unparsed.length > 0) return { files, complaints: unparsed.map(inWords) };
		this.program.emit(undefined, (file, text) => files.set(path.relative(outDir, file), text));
		return { files, complaints: this.program.getSemanticDiagnostics().map(inWords) };
	}

	/** Those of `npm run build`; read each time, as files come and go. */
	private settings(): ts.ParsedCommandLine {
		const file = path.join(root, 'tsconfig.json');
		const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
		const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root, {}, file);
		return { ...parsed, errors: [...(error ? [error] : []), ...parsed.errors] };
	}

	/** Keeps parsed files for as long as they are the same on disk. */
	private host(options: ts.CompilerOptions): ts.CompilerHost {
		const host = ts.createIncrementalCompilerHost(options);
		const { getSourceFile } = host;
		host.getSourceFile = (name, ...more) => {
			const { mtimeMs, size } = statSync(name, { throwIfNoEntry: false }) ?? {};
			const stamp = `${mtimeMs} ${size}`;
			const known = this.parsed.get(name);
			if (known?.stamp === stamp) return known.file;
			const file = getSourceFile(name, ...more);
			this.parsed.set(name, { stamp, file });
			return file;
		};
		return host;
	}
}

function inWords({ file, start, messageText }: ts.Diagnostic): string {
	const text = ts.flattenDiagnosticMessageText(messageText, ' ');
	if (!file || start === undefined) return text;
	const { line } = file.getLineAndCharacterOfPosition(start);
	return `${path.relative(root, file.fileName)}:${line + 1}: ${text}`;
}
