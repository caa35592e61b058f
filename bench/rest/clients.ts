import 'reflect-metadata';

import { Crisp as OfficialClient } from 'crisp-api';
import type { IExecuteFunctions, INodeExecutionData, INodeTypeDescription } from 'n8n-workflow';
import { createRequire } from 'node:module';
import path from 'node:path';

import type * as CrispNode from '../../nodes/Crisp/Crisp.node';
import { credential, executeNode } from '../../test/support/n8n';

/** A way to read as many conversations as there are items, so many at once. */
export type Read = (
	url: string,
	items: INodeExecutionData[],
	atOnce: number,
) => Promise<INodeExecutionData[]>;

/** The built package, as n8n loads it. */
const { Crisp } = createRequire(__filename)(
	path.join(__dirname, '../../dist/nodes/Crisp/Crisp.node.js'),
) as typeof CrispNode;

const WEBSITE = '42286ab3-b29a-4fde-8538-da0ae501d825';

/** The node in n8n-core's own context, with its request helper, an expression for the ID per item. */
const node: Read = async (url, items, atOnce) => {
	const [found] = await executeNode(new Crisp(), {
		parameters: {
			resource: 'conversation',
			operation: 'get',
			sessionId: { __rl: true, mode: 'id', value: '={{ $json.session_id }}' },
			requestOptions: { itemsAtOnce: atOnce },
		},
		credential: credential(`${url}/v1`, { websiteId: WEBSITE }),
		items,
	});
	return found;
};

/**
 * The least that a node can be: n8n's expression for the ID and n8n's request helper, called by as
 * many loops as there may be requests at once. What it costs is not this package's to save.
 */
const least: Read = async (url, items, atOnce) => {
	const description = {
		displayName: 'Least',
		name: 'least',
		credentials: [{ name: 'crispApi' }],
		properties: [{ displayName: 'ID', name: 'sessionId', type: 'string', default: '' }],
	} as unknown as INodeTypeDescription;

	async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const data = await this.getCredentials('crispApi');
		const found: INodeExecutionData[] = [];
		let next = 0;
		const loop = async () => {
			while (next < items.length) {
				const item = next++;
				const sessionId = this.getNodeParameter('sessionId', item) as string;
				const answer = (await this.helpers.httpRequestWithAuthentication.call(
					this,
					'crispApi',
					{
						url: `${url}/v1/website/${WEBSITE}/conversation/${sessionId}`,
						headers: { Accept: 'application/json' },
						json: true,
					},
					{ credentialsDecrypted: { id: '', name: '', type: 'crispApi', data } },
				)) as { data: INodeExecutionData['json'] };
				found[item] = { json: answer.data, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: atOnce }, loop));
		return [found];
	}

	const [found] = await executeNode(
		{ description, execute },
		{
			parameters: { sessionId: '={{ $json.session_id }}' },
			credential: credential(`${url}/v1`, { websiteId: WEBSITE }),
			items,
		},
	);
	return found;
};

/** The official client, with as many loops as there may be requests at once. */
const crispApi: Read = async (url, items, atOnce) => {
	const client = new OfficialClient();
	client.setRestHost(url);
	client.authenticateTier('website', 'identifier', 'key');
	const found: INodeExecutionData[] = [];
	let next = 0;
	const loop = async () => {
		while (next < items.length) {
			const index = next++;
			const sessionId = items[index].json.session_id as string;
			const json = (await client.website.getConversation(WEBSITE, sessionId)) as never;
			found[index] = { json };
		}
	};
	await Promise.all(Array.from({ length: atOnce }, loop));
	return found;
};

export const CLIENTS = { 'crisp-api': crispApi, 'n8n alone': least, node };

export type ClientName = keyof typeof CLIENTS;
