import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';

import { CrispTrigger } from '../../nodes/Crisp/CrispTrigger.node';
import { CrispWebhookTrigger } from '../../nodes/Crisp/CrispWebhookTrigger.node';
import { readHookSettings } from '../../nodes/Crisp/webhook/settings';
import { lintPrinted } from '../support/lint';
import { credential } from '../support/n8n';
import { unread } from '../support/readings';

const { description, methods } = new CrispWebhookTrigger();
const realtime = new CrispTrigger();

const find = (properties: INodeProperties[], name: string) =>
	properties.find((it) => it.name === name) as INodeProperties;

const property = (name: string) => find(description.properties, name);

const names = (properties: INodeProperties[]) => properties.map(({ name }) => name);

const values = ({ options }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => value);

describe('the parameters of the webhook trigger', () => {
	it('are those of the Crisp Trigger and what web hooks need', () => {
		// Who has a conversation is known from events that web hooks may not carry.
		const onlyRealtime = ['humanTakeover', 'humanTakeoverMinutes'];
		const own = ['hookType', 'websiteHookNotice', 'pluginHookNotice'];
		const all = names(description.properties).filter((name) => name !== 'pluginOnlyNotice');
		expect(all).toEqual([
			...own,
			...names(realtime.description.properties).filter((name) => !onlyRealtime.includes(name)),
		]);
		for (const name of ['websiteId', 'ignoreAutomated', 'simplify', 'filters']) {
			expect(property(name)).toEqual(find(realtime.description.properties, name));
		}
		for (const name of ['events', 'listenTo']) {
			const other = find(realtime.description.properties, name);
			expect(property(name).default).toEqual(other.default);
			expect(property(name).type).toBe(other.type);
		}
		expect(values(property('listenTo'))).toEqual(
			values(find(realtime.description.properties, 'listenTo')),
		);
	});

	it('offer the events of the Crisp Trigger but those that no web hook carries', () => {
		const all = values(find(realtime.description.properties, 'events'));
		const offered = values(property('events'));
		expect(all.filter((event) => !offered.includes(event)).sort()).toEqual([
			'media:animation:listed',
			'people:import:done',
			'people:import:progress',
			'spam:decision',
			'spam:message',
			'widget:action:processed',
		]);
		expect(offered.filter((event) => !all.includes(event))).toEqual([]);
	});

	it.each([
		['website', ['message:send', 'session:set_routing'], true],
		['website', ['session:update_availability'], true],
		['website', ['message:send', 'session:set_state'], false],
		['plugin', ['session:set_routing', 'session:update_availability'], false],
	])('warn beside the list of events: %s hooks with %j: %s', (hookType, events, isShown) => {
		const notice = property('pluginOnlyNotice');
		expect(
			NodeHelpers.displayParameter({ hookType, events }, notice, { typeVersion: 1 }, description),
		).toBe(isShown);
		expect(notice.displayName).toContain("'Conversation Assigned' or 'Visitor Online or Offline'");
	});

	it('say of each event in the list whether only Plugin Hooks carry it', () => {
		const said = (property('events').options as INodePropertyOptions[])
			.filter(({ description: text }) => text?.endsWith('Plugin Hooks only.'))
			.map(({ value }) => value);
		expect(said).toEqual(['session:set_routing', 'session:update_availability']);
	});

	it('say in one notice per kind of web hook what to enter where', () => {
		const shown = (hookType: string) =>
			description.properties
				.filter(({ type }) => type === 'notice')
				.filter((notice) =>
					NodeHelpers.displayParameter({ hookType }, notice, { typeVersion: 1 }, description),
				)
				.map(({ displayName }) => displayName);
		const [plugin, ...morePlugin] = shown('plugin');
		const [website, ...moreWebsite] = shown('website');
		expect([...morePlugin, ...moreWebsite]).toEqual([]);
		expect(plugin).toContain('Plugins > your plugin > Settings > Events');
		expect(website).toContain('Advanced configuration > Web Hooks');
		expect(website).toContain('?key=');
		for (const notice of [plugin, website]) {
			expect(notice).toContain('https://');
			expect(notice).toContain('Production URL');
			expect(notice).toContain("'Web Hook Secret'");
		}
	});

	it('ask for the age of signed requests only', () => {
		const maxAge = find(property('options').options as INodeProperties[], 'maxAge');
		const shown = (hookType: string) =>
			NodeHelpers.displayParameter({}, maxAge, { typeVersion: 1 }, description, { hookType });
		expect(shown('plugin')).toBe(true);
		expect(shown('website')).toBe(false);
	});

	it("pass n8n's own lint rules when printed as a file", () => {
		// The events stand in an order of their own, and some have 'url' in their names.
		const others = description.properties.filter(({ name }) => name !== 'events');
		expect(lintPrinted(others)).toEqual([]);
	}, 60_000);

	it('are all read when a web hook comes', async () => {
		const account = credential('https://api.example.com', { webhookSecret: 'a-secret' });
		const credentials = { getCredentials: async () => account };
		const read = async (getNodeParameter: unknown) =>
			await readHookSettings({ ...credentials, getNodeParameter } as never);
		expect(await unread(description.properties, read)).toEqual([]);
	});

	it('name methods that exist', () => {
		const text = JSON.stringify(description.properties);
		const searches = [...text.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
		const loaders = [...text.matchAll(/"loadOptionsMethod":"(\w+)"/g)].map(([, name]) => name);
		expect(searches.length + loaders.length).toBe(2);
		for (const name of searches) expect(methods.listSearch).toHaveProperty(name);
		for (const name of loaders) expect(methods.loadOptions).toHaveProperty(name);
	});

	it('have an address that takes POST and is answered before the workflow runs', () => {
		expect(description.webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'crisp' },
		]);
	});
});
