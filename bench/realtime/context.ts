import type { IDataObject, INodeExecutionData, ITriggerFunctions } from 'n8n-workflow';

import { WEBSITE } from './frames';

/** What a workflow with filters has chosen. */
const PARAMETERS: Record<string, unknown> = {
	events: ['message:send'],
	listenTo: 'website',
	websiteId: WEBSITE,
	ignoreAutomated: true,
	filters: { senders: ['visitor'], messageTypes: ['text'], origins: 'chat' },
};

const nothing = (): void => {};

function createDeferredPromise() {
	const deferred = { promise: Promise.resolve(), resolve: nothing, reject: nothing };
	deferred.promise = new Promise<void>((resolve, reject) => {
		deferred.resolve = resolve;
		deferred.reject = reject;
	});
	return deferred;
}

/**
 * A host that starts "executions" which end at once, so that nothing but the trigger is measured.
 *
 * @param url of the real-time server that the look-up names
 */
export function benchContext(
	url: string,
	index: number,
	take: (items: INodeExecutionData[]) => void,
): ITriggerFunctions {
	const staticData: IDataObject = {};
	const answer = { socket: { app: url } };
	const fail = (text: string) => {
		console.error(text);
		process.exit(1);
	};
	const quiet = { debug() {}, info() {}, warn: fail, error: fail };
	const context = {
		logger: quiet,
		helpers: {
			createDeferredPromise,
			httpRequestWithAuthentication: async () => ({
				statusCode: 200,
				headers: {},
				body: { error: false, reason: 'resolved', data: answer },
			}),
		},
		getCredentials: async () => ({
			tier: 'plugin',
			identifier: 'identifier',
			key: 'key',
			websiteId: WEBSITE,
			baseUrl: 'http://127.0.0.1:9/v1',
		}),
		getNode: () => ({ id: `node-${index}`, name: 'Crisp Trigger', typeVersion: 1 }),
		getMode: () => 'trigger',
		getActivationMode: () => 'activate',
		getWorkflow: () => ({ id: `workflow-${index}`, name: 'Benchmark', active: true }),
		getWorkflowSettings: () => ({}),
		getWorkflowStaticData: () => staticData,
		getNodeParameter: (name: string, fallback: unknown) => PARAMETERS[name] ?? fallback,
		emit([items]: INodeExecutionData[][], _response?: unknown, done?: { resolve(): void }) {
			take(items);
			done?.resolve();
		},
		emitError(error: Error) {
			throw error;
		},
	};
	return context as unknown as ITriggerFunctions;
}
