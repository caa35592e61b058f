// What n8n's own rules do not say: no `any`, and the borders between the modules (docs/architecture.md).
import tseslint from 'typescript-eslint';

const border = (files, message, ...forbidden) => ({
	files,
	rules: {
		'@typescript-eslint/no-restricted-imports': [
			'error',
			{ patterns: forbidden.map((group) => ({ group: [group].flat(), message })) },
		],
	},
});

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', 'e2e/hosts/*/node_modules/**'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		ignores: ['nodes/Crisp/engine/spec.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'TSAsExpression > TSAsExpression > TSUnknownKeyword',
					message: "'as unknown as' belongs in engine/spec.ts only.",
				},
			],
		},
	},
	border(
		['nodes/Crisp/engine/**/*.ts'],
		'The engine knows no resource, node, list search or socket.',
		['**/resources/**', '**/listSearch/**', '**/realtime/**', '**/webhook/**', '**/*.node'],
	),
	border(
		['nodes/Crisp/resources/**/*.ts'],
		'Records know the engine only.',
		['**/listSearch/**', '**/realtime/**', '**/webhook/**', '**/*.node'],
	),
	border(
		['nodes/Crisp/realtime/**/*.ts'],
		'The protocol knows neither n8n nor the rest of the node.',
		['n8n-workflow', 'n8n-core'],
		['**/engine/**', '**/resources/**', '**/listSearch/**', '**/webhook/**', '**/*.node'],
	),
	border(
		['nodes/Crisp/trigger/**/*.ts'],
		'The real-time trigger and what both triggers share know nothing of web hooks.',
		['**/resources/**', '**/webhook/**', '**/*.node'],
	),
	border(
		['nodes/Crisp/webhook/**/*.ts'],
		'Web hooks know the table of events, and neither sockets nor operations.',
		['**/resources/**', '**/listSearch/**', '**/*.node'],
		['**/realtime/*', '!**/realtime/events'],
	),
);
