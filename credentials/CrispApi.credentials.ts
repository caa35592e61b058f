import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authenticationHeaders, readAccount } from '../nodes/Crisp/client/account';
import { limitProperties } from '../nodes/Crisp/client/limits';

export class CrispApi implements ICredentialType {
	name = 'crispApi';

	displayName = 'Crisp API';

	icon = {
		light: 'file:../nodes/Crisp/crisp.svg',
		dark: 'file:../nodes/Crisp/crisp.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-crisp/n8n-nodes-crisp/blob/main/docs/credentials.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Token Tier',
			name: 'tier',
			type: 'options',
			default: 'website',
			description: 'The kind of Crisp token. Crisp refuses a token that is used with another tier.',
			options: [
				{
					name: 'Website',
					value: 'website',
					description: 'Sees one workspace. Right for most workflows; up to 10,000 requests a day.',
				},
				{
					name: 'Plugin',
					value: 'plugin',
					description:
						'Sees every workspace that installed the plugin, within the scopes of the token',
				},
				{
					name: 'User',
					value: 'user',
					description:
						'The token of an operator account. Sees all that the operator sees; campaigns and billing need it.',
				},
			],
		},
		{
			displayName:
				'In the Crisp app, open <b>Settings > Workspace Settings > Advanced configuration > API Token</b> and choose <b>Generate Token</b>. Copy both parts: Crisp shows the key once.',
			name: 'websiteNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { tier: ['website'] } },
		},
		{
			displayName:
				'In the Crisp Marketplace, open <b>Plugins > your plugin > Tokens</b> and copy both parts of a token. The plugin must be installed on your workspace.',
			name: 'pluginNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { tier: ['plugin'] } },
		},
		{
			displayName:
				'This is the token with which the Crisp apps of an operator log in. Crisp has no page to make one; use a website token unless you have one.',
			name: 'userNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { tier: ['user'] } },
		},
		{
			displayName: 'Identifier',
			name: 'identifier',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 7c3ef21c-1e04-41ce-8c06-5605c346f73e',
			hint: "The first part of the token. If yours is one text, 'identifier:key', paste it into both fields.",
		},
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: 'The second, secret part of the token',
		},
		{
			displayName: 'Default Website ID',
			name: 'websiteId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 8c842203-7ed8-4e29-a608-7cf78a7d2fcc',
			hint: 'The ID of the workspace. In the Crisp app: Settings > Workspace Settings > Setup & Integrations.',
			displayOptions: { show: { tier: ['website'] } },
		},
		{
			displayName: 'Default Website ID',
			name: 'websiteId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8c842203-7ed8-4e29-a608-7cf78a7d2fcc',
			hint: 'The ID of the workspace to use where a node names none. In the Crisp app: Settings > Workspace Settings > Setup & Integrations.',
			displayOptions: { show: { tier: ['plugin', 'user'] } },
		},
		{
			displayName: 'API Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.crisp.chat/v1',
			hint: 'Only to be changed to use another server, such as the sandbox of this package',
		},
		{
			displayName: 'Receive Web Hooks',
			name: 'webHooks',
			type: 'boolean',
			default: false,
			description:
				'Whether to use this credential in a Crisp Webhook Trigger. The Crisp Trigger needs no web hooks.',
		},
		{
			displayName: 'Web Hook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Plugin Hooks: the signing secret, in the Marketplace under Plugins > your plugin > Settings > Events. Website Hooks: a long random text of your own, which you put at the end of the address in Crisp as ?key=…',
			displayOptions: { show: { webHooks: [true] } },
		},
		...limitProperties,
	];

	/**
	 * A function and not n8n's generic form: the generic form is an expression, and expressions fail
	 * in everything that a trigger does after `trigger()` has returned (n8n 2.35 and later).
	 */
	async authenticate(
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return {
			...request,
			headers: { ...request.headers, ...authenticationHeaders(readAccount(credential)) },
		};
	}

	/** One request per tier that such a token may make whatever its scopes are. */
	test: ICredentialTestRequest = {
		request: {
			// n8n takes the Authorization header along to whatever host a redirect names.
			disableFollowRedirect: true,
			baseURL:
				"={{ ($credentials.baseUrl || 'https://api.crisp.chat/v1').trim().replace(/\\/+$/, '') }}",
			url: "={{ $credentials.tier === 'plugin' ? '/plugin/connect/account' : $credentials.tier === 'user' ? '/user/connect/endpoints' : '/website/' + encodeURIComponent(($credentials.websiteId || '').trim()) }}",
		},
		// n8n evaluates a mixed list; only its type wants all rules to be of one kind.
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						"Crisp does not accept this token. Check that 'Identifier' and 'Key' belong together and that 'Token Tier' is the kind of token that you made.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						"Crisp knows this token but it may not see this workspace. Check 'Default Website ID'.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						"Crisp found no such workspace for this token. Check 'Default Website ID': a website token needs it.",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 423,
					message: 'The daily quota of this token is used up. Crisp renews it within a day.',
				},
			},
			...[301, 302, 303, 307, 308].map((value) => ({
				type: 'responseCode',
				properties: {
					value,
					message:
						"The server leads to another address, which is not followed, so that the token goes nowhere else. Check 'API Base URL'.",
				},
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'error',
					value: true,
					message: 'Crisp refused the request. Check the token and its tier.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
