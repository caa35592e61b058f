import type { IDataObject } from 'n8n-workflow';

import { itemsOf, type Execution, type StoredCredential, type StoredWorkflow } from './client';
import { CRISP_ASK, CRISP_TRIGGER } from './nodes';
import type { Stage } from './stage';
import { waitUntil } from './waitUntil';

/** Generous, for machines that are busy with other things. */
export const PATIENCE = { timeout: 60_000 };

export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** The item with which Crisp Ask went on. */
export const itemOf = (execution: Execution): IDataObject => itemsOf(execution, 'Ask')?.[0] ?? {};

/** What a test with Crisp Ask does on a stage. */
export class Asking {
	private readonly published: StoredWorkflow[] = [];

	constructor(
		private readonly stage: Stage,
		private readonly credential: StoredCredential,
	) {}

	/** Resolves when a trigger, or an execution that waits, listens. */
	async listening(): Promise<void> {
		const { sandbox } = this.stage;
		await sandbox.until(
			() => sandbox.sockets().some(({ authenticated }) => authenticated),
			PATIENCE,
		);
	}

	/** Publishes a workflow; resolves when it listens. */
	async activate(workflow: StoredWorkflow): Promise<StoredWorkflow> {
		expect((await this.stage.n8n.client.activate(workflow)).status).toBe('published');
		this.published.push(workflow);
		return workflow;
	}

	/** Crisp Trigger → Crisp Ask, which asks whoever writes. */
	async publish(parameters: IDataObject, trigger: IDataObject = {}): Promise<StoredWorkflow> {
		const workflow = await this.stage.n8n.client.createWorkflow({
			name: 'Asks',
			nodes: [
				{
					name: 'Visitor writes',
					type: CRISP_TRIGGER,
					credential: this.credential,
					parameters: { events: ['message:send'], ...trigger } as never,
				},
				{
					name: 'Ask',
					type: CRISP_ASK,
					credential: this.credential,
					parameters: {
						sessionId: byId('={{ $json.session_id }}'),
						message: 'What is the number of your order?',
						...parameters,
					} as never,
				},
			],
			connections: [['Visitor writes', 'Ask']],
		});
		await this.activate(workflow);
		await this.listening();
		return workflow;
	}

	/** Runs Crisp Ask by hand over items. @returns the workflow and the execution's ID */
	async byHand(
		parameters: IDataObject,
		items: IDataObject[] = [{}],
		credential = this.credential,
	): Promise<[workflow: StoredWorkflow, id: string]> {
		const { client } = this.stage.n8n;
		const workflow = await client.createWorkflow({
			name: 'Asks by hand',
			nodes: [
				{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Ask', type: CRISP_ASK, credential, parameters: parameters as never },
			],
			connections: [['Start', 'Ask']],
			items,
		});
		return [workflow, await client.run(workflow.id, 'Start')];
	}

	/** Resolves with the executions of the workflow when so many of them wait. */
	async waiting(workflow: StoredWorkflow, count = 1): Promise<string[]> {
		return await waitUntil('executions wait', async () => {
			const all = await this.stage.n8n.client.executions(workflow.id);
			const found = all.filter(({ status }) => status === 'waiting');
			return found.length === count && found.map(({ id }) => id);
		});
	}

	/** Custom data and segments of a conversation. */
	metaOf(sessionId: string): { data: IDataObject; segments: string[] } {
		const all = this.stage.sandbox.conversations();
		const { meta } = all.find(({ session_id }) => session_id === sessionId) ?? {};
		return meta as { data: IDataObject; segments: string[] };
	}

	/** Resolves when no question is open in the conversation any longer. */
	async unmarked(sessionId: string): Promise<void> {
		await this.stage.sandbox.until(() => this.metaOf(sessionId).segments.length === 0, PATIENCE);
	}

	/**
	 * Where a test expects that nothing more is started, another message proves that it would be.
	 *
	 * @returns all executions of the workflow then
	 */
	async startsAnother(workflow: StoredWorkflow, sessionId: string, before: number) {
		const { sandbox, n8n } = this.stage;
		sandbox.visitor.say('One more thing', { sessionId });
		// One list: n8n lacks an execution for a moment when it begins to wait or ends.
		return await waitUntil('the next message starts an execution', async () => {
			const all = await n8n.client.executions(workflow.id);
			return all.length > before && all;
		});
	}

	async restart(): Promise<void> {
		await this.stage.n8n.start();
		await this.stage.n8n.client.login();
	}

	/** Ends what a test has begun: n8n runs, and nothing is published. */
	async tidyUp(): Promise<void> {
		if (!this.stage.n8n.isRunning) await this.restart();
		for (const { id } of this.published.splice(0)) await this.stage.n8n.client.deactivate(id);
	}
}
