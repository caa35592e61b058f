import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { authenticationHeaders, readAccount } from '../nodes/Crisp/client/account';

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
					description:
						'Made in the Crisp app under Settings > Workspace Settings > Advanced configuration > API Token. Sees one workspace, up to 10,000 requests a day.',
				},
				{
					name: 'Plugin',
					value: 'plugin',
					description:
						'Made in the Crisp Marketplace under Plugins > your plugin > Tokens. Sees every workspace that installed the plugin, within the scopes of the token.',
				},
				{
					name: 'User',
					value: 'user',
					description:
						'The token of an operator account, as the Crisp apps use it. Sees all that the operator sees; campaigns and billing need it.',
				},
			],
		},
		{
			displayName: 'Identifier',
			name: 'identifier',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 7c3ef21c-1e04-41ce-8c06-5605c346f73e',
			description:
				"The first part of the token. A whole token in the form 'identifier:key' is understood as well.",
		},
		{
			displayName: 'Key',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The second, secret part of the token. Crisp shows it once, when the token is made.',
		},
		{
			displayName: 'Default Website ID',
			name: 'websiteId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 8c842203-7ed8-4e29-a608-7cf78a7d2fcc',
			description:
				'The workspace to use where a node names none; a website token needs it. Found in the Crisp app under Settings > Workspace Settings > Setup & Integrations.',
		},
		{
			displayName: 'API Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.crisp.chat/v1',
			description:
				'Change this only to try things against another server, such as the sandbox of this package',
		},
		{
			displayName: 'Web Hook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the Crisp Webhook Trigger. Plugin Hooks: the signing secret that the Marketplace shows under Plugins > your plugin > Settings > Events. Website Hooks: any long random text of your own, letters and digits, that you put at the end of the address in Crisp as ?key=…',
		},
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
			url: "={{ $credentials.tier === 'plugin' ? '/plugin/connect/account' : $credentials.tier === 'user' ? '/user/connect/endpoints' : '/website/' + (encodeURIComponent(($credentials.websiteId || '').trim()) || 'connect/endpoints') }}",
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
						"Crisp found no such workspace for this token. Check 'Default Website ID', and for a plugin that it is installed there.",
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
