import {
	NodeOperationError,
	type IDataObject,
	type IHookFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { readHookAccount } from '../client/account';
import { plainError } from '../client/errors';
import { readSelection, type Selection } from '../events/selection';
import { readAttachmentSettings, type AttachmentSettings } from '../files/attachments';
import { numberOption } from '../numberOption';
import { waitingBase } from '../waits/address';
import { options } from './options';

/** Signed by Crisp, or with a secret in the address. */
export type HookType = 'plugin' | 'website';

export interface HookSettings extends Selection {
	hookType: HookType;
	/** Never empty. */
	secret: string;
	/** In milliseconds; 0 allows any age. */
	maxAgeMs: number;
	/** Whether answers to questions of Crisp Ask start the workflow as well. */
	passOnAnswers: boolean;
	/** Address of n8n's waiting web hooks, see `waitingBase`. */
	waitingBase: string | undefined;
	/** How to download files of messages; absent where they stay where they are. */
	attachments?: AttachmentSettings;
}

const MINUTE = 60_000;

const WHERE: Record<HookType, string> = {
	plugin:
		"Turn on 'Receive Web Hooks' in the credential, and copy the secret that the Crisp Marketplace shows under Plugins > your plugin > Settings > Events into 'Web Hook Secret'.",
	website:
		"Turn on 'Receive Web Hooks' in the credential, enter a long random text of your own into 'Web Hook Secret', and put it at the end of the address that you give to Crisp, as ?key=…",
};

/**
 * Reads the credential and every parameter of the trigger.
 *
 * @throws NodeOperationError where no event, no website or no secret is set; UserError for an odd
 * credential. Neither contains the secret.
 */
export async function readHookSettings(
	context: IHookFunctions | IWebhookFunctions,
): Promise<HookSettings> {
	const account = readHookAccount(await context.getCredentials('crispApi'));
	const hookType: HookType =
		context.getNodeParameter('hookType', 'website') === 'plugin' ? 'plugin' : 'website';
	if (account.webhookSecret === '') {
		throw new NodeOperationError(
			context.getNode(),
			"The credential has no 'Web Hook Secret', without which anybody could start this workflow",
			{ description: WHERE[hookType] },
		);
	}
	const values = context.getNodeParameter('options', {}) as IDataObject;
	return {
		...readSelection(context, account),
		hookType,
		secret: account.webhookSecret,
		maxAgeMs: numberOption(options.options ?? [], values, 'maxAge') * MINUTE,
		passOnAnswers: values.passOnAnswers === true,
		waitingBase: waitingBase(context.getNodeParameter('resumeUrl', '')),
		attachments: readAttachmentSettings(values, account.baseUrl),
	};
}

/** @throws NodeOperationError with what `readHookSettings` throws */
export async function checkHookSettings(context: IHookFunctions): Promise<void> {
	try {
		await readHookSettings(context);
	} catch (error) {
		throw plainError(context.getNode(), error);
	}
}
