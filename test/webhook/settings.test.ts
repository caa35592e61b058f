import { HookContext } from 'n8n-core';
import type { INodeProperties } from 'n8n-workflow';

import { CrispWebhookTrigger } from '../../nodes/Crisp/CrispWebhookTrigger.node';
import { options } from '../../nodes/Crisp/webhook/options';
import { readHookSettings } from '../../nodes/Crisp/webhook/settings';
import { additionalData, credential, makeWorkflow } from '../support/n8n';
import { testNumberOptions } from '../support/numberOptions';

async function read(values: object) {
	const { workflow, node } = makeWorkflow(new CrispWebhookTrigger(), {
		hookType: 'plugin',
		listenTo: 'all',
		options: values as never,
	});
	const data = credential('http://127.0.0.1:9', { webhookSecret: 'a-secret' });
	return await readHookSettings(
		new HookContext(workflow, node, additionalData(data), 'trigger', 'activate'),
	);
}

describe('numbers in the options of the webhook trigger', () => {
	testNumberOptions(
		options.options as INodeProperties[],
		[
			{ name: 'attachmentMegabytes', usual: 25, min: 0.1, setting: 'maxBytes', factor: 1_000_000 },
			{ name: 'maxAge', usual: 5, min: 0, setting: 'maxAgeMs', factor: 60_000 },
		],
		async (values) => {
			const { attachments, ...settings } = await read({ ...values, downloadAttachments: true });
			return { ...settings, ...attachments };
		},
	);
});

test('files stay where they are unless the options say otherwise', async () => {
	expect((await read({})).attachments).toBeUndefined();
});
