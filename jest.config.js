/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	setupFiles: ['reflect-metadata'],
	transform: {
		// Types are checked once for the whole tree by `npm run typecheck`; per file it would triple the run time.
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.test.json', diagnostics: false }],
	},
	// Machines that are busy with other things are slow.
	testTimeout: 30_000,
};
