import { copy, mergeDeep } from '../../json';
import type { World } from '../../world';
import type { Routes, WebsiteCall } from '../call';
import { added, deleted, guessed, listed, Refusal, resolved, updated } from '../envelope';
import { check } from '../validate';
import { PLUGIN_ID, PLUGIN_URN } from './connect';

const BASE = 'plugins/subscription/{website_id}/{plugin_id}';

const subscription = (websiteId: string) => ({
	id: PLUGIN_ID,
	urn: PLUGIN_URN,
	name: 'Sandbox plugin',
	active: true,
	configurable: true,
	website_id: websiteId,
});

function checkInstalled({ website, params }: WebsiteCall): void {
	if (params.plugin_id !== PLUGIN_ID) throw guessed('unknownPlugin');
	if (!website.seenBy.has('plugin')) throw new Refusal(404, 'not_subscribed');
}

/** The one plugin that the sandbox has: where it is installed, its settings, what it tells others. */
export function pluginRoutes(world: World): Routes<WebsiteCall> {
	const announceBound = ({ website }: WebsiteCall, bound: boolean) =>
		world.announce(website, 'plugin:subscription:updated', {
			plugin_id: PLUGIN_ID,
			bound,
			target: 'website',
		});
	const saveSettings = (mode: 'overwrite' | 'change') => (call: WebsiteCall) => {
		checkInstalled(call);
		const { website, body } = call;
		website.pluginSettings =
			mode === 'overwrite' ? copy(body) : mergeDeep(website.pluginSettings, copy(body));
		world.announce(website, 'plugin:settings:saved', {
			plugin_id: PLUGIN_ID,
			settings: copy(website.pluginSettings),
		});
		return updated();
	};

	return {
		'GET plugins/subscription/{website_id}': ({ website }) =>
			listed(website.seenBy.has('plugin') ? [subscription(website.website_id)] : []),

		'POST plugins/subscription/{website_id}': (call) => {
			const { website, body } = call;
			check({ required: ['plugin_id'], properties: { plugin_id: { type: 'string' } } }, body);
			if (body.plugin_id !== PLUGIN_ID) throw guessed('unknownPlugin');
			website.seenBy.add('plugin');
			announceBound(call, true);
			return added();
		},

		[`GET ${BASE}`]: (call) => {
			checkInstalled(call);
			return resolved(subscription(call.website.website_id));
		},

		[`DELETE ${BASE}`]: (call) => {
			checkInstalled(call);
			announceBound(call, false);
			call.website.seenBy.delete('plugin');
			return deleted();
		},

		[`GET ${BASE}/settings`]: (call) => {
			checkInstalled(call);
			const { website_id, pluginSettings } = call.website;
			return resolved({
				plugin_id: PLUGIN_ID,
				website_id,
				schema: {},
				settings: copy(pluginSettings),
			});
		},
		[`PUT ${BASE}/settings`]: saveSettings('overwrite'),
		[`PATCH ${BASE}/settings`]: saveSettings('change'),

		[`POST ${BASE}/channel`]: (call) => {
			checkInstalled(call);
			check(
				{
					required: ['namespace', 'payload'],
					properties: {
						namespace: { type: 'string' },
						identifier: { type: 'string' },
						payload: { type: 'object' },
					},
				},
				call.body,
			);
			const { namespace, identifier = '', payload } = copy(call.body);
			world.announce(call.website, 'plugin:channel', {
				plugin_id: PLUGIN_ID,
				namespace,
				identifier,
				payload,
			});
			return added();
		},

		[`POST ${BASE}/event`]: (call) => {
			checkInstalled(call);
			check(
				{
					required: ['name'],
					properties: { name: { type: 'string' }, data: { type: 'object' } },
				},
				call.body,
			);
			const { name, data = {} } = copy(call.body);
			world.announce(call.website, 'plugin:event', {
				plugin_id: PLUGIN_ID,
				urn: PLUGIN_URN,
				name,
				data,
			});
			return added();
		},
	};
}
