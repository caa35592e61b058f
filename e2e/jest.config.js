const unit = require('../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...unit,
	rootDir: '..',
	roots: ['<rootDir>/e2e'],
	setupFiles: [],
	globalSetup: '<rootDir>/e2e/globalSetup.ts',
	globalTeardown: '<rootDir>/e2e/globalTeardown.ts',
	// Each test file starts an n8n of its own: 650 MB and the better part of two cores.
	maxWorkers: 1,
	testTimeout: 240_000,
};
