import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Host } from './install';

/** Keeps n8n on this machine, quiet, and from asking anybody anything. */
const quiet = {
	NODE_ENV: 'production',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_PUBLIC_API_DISABLED: 'true',
	N8N_ONBOARDING_FLOW_DISABLED: 'true',
	N8N_AI_ENABLED: 'false',
	N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
	N8N_LOG_LEVEL: 'info',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '15',
	EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
	EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
	EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
	GENERIC_TIMEZONE: 'UTC',
	NO_COLOR: '1',
};

/** Modules of n8n that have nothing to do with nodes; `mcp-registry` would ask a server of n8n's. */
const spareModules = [
	'agent-evals',
	'agents',
	'breaking-changes',
	'chat-hub',
	'data-table',
	'dynamic-credentials',
	'external-secrets',
	'favorites',
	'insights',
	'instance-ai',
	'instance-version-history',
	'ldap',
	'log-streaming',
	'mcp',
	'mcp-registry',
	'n8n-packages',
	'oauth-jwe',
	'oauth-server',
	'otel',
	'quick-connect',
	'runtime-credentials',
	'source-control',
	'sso-oidc',
	'sso-saml',
	'token-exchange',
	'workflow-builder',
	'workflow-reviews',
];

/** The spare modules that this n8n has: it does not start with an unknown name in the list. */
function modulesToLeaveOut({ directory }: Host): string {
	const file = 'node_modules/@n8n/backend-common/dist/modules/modules.config.js';
	const source = readFileSync(path.join(directory, file), 'utf8');
	const [, known] = /MODULE_NAMES = \[([^\]]*)\]/.exec(source) ?? [];
	if (!known) throw new Error(`n8n's ${file} has no list of modules`);
	return spareModules.filter((name) => known.includes(`'${name}'`)).join(',');
}

/**
 * The whole environment of an n8n process. Nothing of this process's own environment but the PATH,
 * so that a developer's settings of n8n do not leak into it.
 */
export const environment = (
	host: Host,
	{ userFolder, port, brokerPort }: { userFolder: string; port: number; brokerPort: number },
): Record<string, string> => ({
	...quiet,
	PATH: [path.dirname(host.node), process.env.PATH].join(path.delimiter),
	// As in a container of 1.5 GB: with all of a machine's memory at hand, V8 seldom cleans up.
	NODE_OPTIONS: '--max-old-space-size=768',
	HOME: userFolder,
	LANG: 'C.UTF-8',
	N8N_DISABLED_MODULES: modulesToLeaveOut(host),
	N8N_USER_FOLDER: userFolder,
	N8N_PORT: String(port),
	N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}`,
	N8N_RUNNERS_BROKER_PORT: String(brokerPort),
});
