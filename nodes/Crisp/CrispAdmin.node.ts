import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { listSearch, loadOptions } from './listSearch';
import properties from './properties/crispAdmin.json';

export class CrispAdmin implements INodeType {
	description: INodeTypeDescription = {
		// n8n's search prefers short names: this one must not come before Crisp Webhook Trigger.
		displayName: 'Crisp Admin (Settings, Analytics)',
		name: 'crispAdmin',
		icon: { light: 'file:crisp.svg', dark: 'file:crisp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Settings, plugins, teams, visitors, analytics and bulk changes of a Crisp workspace',
		defaults: { name: 'Crisp Admin' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'crispApi', required: true }],
		// The key of identity verification; tokens of plugins on a website; that of a browsing session; the
		// signature that proves a request's provenance.
		sensitiveOutputFields: ['secret', 'token', 'browsing_token', 'signed'],
		properties: properties as INodeProperties[],
	};

	methods = { listSearch, loadOptions };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// Loaded with the first execution: n8n loads every node class at each of its starts.
		const [{ runOperations }, { adminResources }] = await Promise.all([
			import('./engine/run'),
			import('./resources'),
		]);
		return await runOperations(this, adminResources);
	}
}
