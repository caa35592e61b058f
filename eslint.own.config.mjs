// What n8n's own rules do not say: no `any`, and the borders between the rooms (docs/architecture.md).
import { readFileSync } from 'node:fs';

import { importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const CRISP = './nodes/Crisp';

/**
 * `leaves` are files that import nothing of the package; every room may use them. `rooms` are folders,
 * the lowest first, with what each may import beside itself and the leaves. scripts/importsPicture.ts
 * draws them, and sees to it that none imports a higher one.
 */
const { leaves: LEAVES, rooms: ROOMS } = JSON.parse(
	readFileSync(new URL('scripts/rooms.json', import.meta.url), 'utf8'),
);

const leafFiles = LEAVES.map((leaf) => `./${leaf}.ts`);

const zones = [
	...Object.entries(ROOMS).map(([room, others]) => ({
		target: `${CRISP}/${room}`,
		from: CRISP,
		except: [`./${room}`, ...others.map((other) => `./${other}`), ...leafFiles],
		message: `'${room}' may only import ${[...others, 'the leaves'].join(', ')}.`,
	})),
	...leafFiles.map((leaf) => ({
		target: `${CRISP}/${leaf}`,
		from: CRISP,
		message: 'A leaf imports nothing of the package.',
	})),
];

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', 'e2e/hosts/*/node_modules/**'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		plugins: { 'import-x': importX },
		settings: {
			'import-x/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': ['error', { zones }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		ignores: ['nodes/Crisp/engine/define.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
					message: "'as unknown as' belongs in engine/define.ts only.",
				},
			],
		},
	},
	{
		files: ['nodes/Crisp/realtime/**/*.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					patterns: [
						{ group: ['n8n-workflow', 'n8n-core'], message: 'The protocol does not know n8n.' },
					],
				},
			],
		},
	},
);
