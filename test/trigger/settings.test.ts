import type { INodeProperties, IWorkflowSettings } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { readCredential } from '../../nodes/Crisp/client/request';
import { options } from '../../nodes/Crisp/trigger/options';
import { readSettings } from '../../nodes/Crisp/trigger/settings';
import { credential, triggerContext } from '../support/n8n';
import { testNumberOptions } from '../support/numberOptions';

const data = credential('http://127.0.0.1:9');

async function read(values: object, workflowSettings: IWorkflowSettings = {}) {
	const { context } = triggerContext(new CrispTrigger(), {
		parameters: { options: values as never },
		credential: data,
		workflowSettings,
	});
	return readSettings(context, await readCredential(context));
}

describe('numbers in the options of the trigger', () => {
	testNumberOptions(
		options.options as INodeProperties[],
		[
			{ name: 'atOnce', usual: 5, min: 1, setting: 'atOnce', whole: true },
			{ name: 'attachmentMegabytes', usual: 25, min: 0.1, setting: 'maxBytes', factor: 1_000_000 },
			{ name: 'batchSeconds', usual: 5, min: 0.1, setting: 'batchMs', factor: 1_000 },
			{ name: 'batchSize', usual: 1, min: 1, setting: 'batchSize', whole: true },
			{ name: 'dailyRequestBudget', usual: 0, min: 0, setting: 'dailyRequestBudget', whole: true },
			{
				name: 'longestExecution',
				usual: 15,
				min: 0.1,
				setting: 'longestExecutionMs',
				factor: 60_000,
			},
			{ name: 'longestWait', usual: 60, min: 1, setting: 'longestSilenceMs', factor: 1_000 },
			{ name: 'lookBackHours', usual: 24, min: 0, setting: 'lookBackMs', factor: 3_600_000 },
			{ name: 'requestBudget', usual: 2_000, min: 1, setting: 'requestBudget', whole: true },
			{ name: 'waitForSilence', usual: 0, min: 0, setting: 'silenceMs', factor: 1_000 },
		],
		async (values) => {
			const { attachments, ...settings } = await read({ ...values, downloadAttachments: true });
			return { ...settings, ...attachments };
		},
	);
});

describe('the longest execution', () => {
	const minutes = async (values: object, executionTimeout?: number) =>
		(await read(values, { executionTimeout })).longestExecutionMs / 60_000;

	test('is a minute more than the timeout of the workflow, where there is one', async () => {
		expect(await minutes({}, 600)).toBe(11);
		expect(await minutes({}, 0)).toBe(15);
		expect(await minutes({}, -1)).toBe(15);
		expect(await minutes({})).toBe(15);
	});

	test('is that of the option, whatever the timeout', async () => {
		expect(await minutes({ longestExecution: 3 }, 600)).toBe(3);
	});
});

describe('what else the options say', () => {
	test('is, where nothing is added: catch up, and leave files where they are', async () => {
		expect(await read({})).toMatchObject({ catchUp: true, attachments: undefined });
		const form = options.options as INodeProperties[];
		const usual = (name: string) => form.find((one) => one.name === name)?.default;
		expect(usual('catchUp')).toBe(true);
		expect(usual('downloadAttachments')).toBe(false);
	});

	test('is taken over', async () => {
		expect(await read({ catchUp: false, downloadAttachments: true })).toMatchObject({
			catchUp: false,
			attachments: { hosts: [], baseUrl: data.baseUrl },
		});
		const attachmentHosts = ' Files.example.com,, cdn.example.com ';
		expect(await read({ downloadAttachments: true, attachmentHosts })).toMatchObject({
			attachments: { hosts: ['files.example.com', 'cdn.example.com'] },
		});
	});
});
