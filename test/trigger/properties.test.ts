import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { readAccount } from '../../nodes/Crisp/client/account';
import { EVENTS } from '../../nodes/Crisp/events/table';
import { readSettings } from '../../nodes/Crisp/trigger/settings';
import { lintPrinted } from '../support/lint';
import { credential } from '../support/n8n';
import { unread } from '../support/readings';

const { description, methods } = new CrispTrigger();

const property = (name: string) =>
	description.properties.find((it) => it.name === name) as INodeProperties;

describe('the parameters of the trigger', () => {
	it('offer every event, those told from others first', () => {
		const options = property('events').options as INodePropertyOptions[];
		const values = options.map(({ value }) => value);
		expect(values.slice(0, 2)).toEqual(['conversation:new', 'conversation:reopened']);
		expect(values.slice(2).sort()).toEqual(EVENTS.map(({ event }) => event).sort());
	});

	it('say which events only some tokens receive', () => {
		const options = property('events').options as INodePropertyOptions[];
		const text = (event: string) => options.find(({ value }) => value === event)?.description;
		expect(text('campaign:progress')).toContain('Needs a user token.');
		expect(text('identity:verify:request')).toContain('Needs a plugin token.');
		expect(text('message:send')).not.toContain('token');
	});

	it("pass n8n's own lint rules when printed as a file", () => {
		// The events stand in an order of their own, and some have 'url' in their names.
		const others = description.properties.filter(({ name }) => name !== 'events');
		expect(lintPrinted(others)).toEqual([]);
	}, 60_000);

	it('are all read when the trigger starts', async () => {
		const account = readAccount(credential('https://api.example.com') as never);
		const workflow = { getWorkflowSettings: () => ({}) };
		const read = (getNodeParameter: unknown) =>
			readSettings({ ...workflow, getNodeParameter } as never, account);
		expect(await unread(description.properties, read)).toEqual([]);
	});

	it('name methods that exist', () => {
		const names = JSON.stringify(description.properties);
		const searches = [...names.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
		const loaders = [...names.matchAll(/"loadOptionsMethod":"(\w+)"/g)].map(([, name]) => name);
		expect(searches.length + loaders.length).toBe(2);
		for (const name of searches) expect(methods.listSearch).toHaveProperty(name);
		for (const name of loaders) expect(methods.loadOptions).toHaveProperty(name);
	});

	it('ask about automated messages only where messages are chosen', () => {
		const shown = (events: string[]) =>
			NodeHelpers.displayParameter(
				{ events },
				property('ignoreAutomated'),
				{ typeVersion: 1 },
				description,
			);
		expect(shown(['message:send', 'session:set_state'])).toBe(true);
		expect(shown(['session:set_state'])).toBe(false);
	});

	it('start from messages of visitors, without those that nobody has typed', () => {
		expect(property('events').default).toEqual(['message:send']);
		expect(property('ignoreAutomated').default).toBe(true);
		expect(property('listenTo').default).toBe('website');
	});
});
