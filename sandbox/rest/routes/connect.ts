import type { World } from '../../world';
import type { Call, Routes, WebsiteCall } from '../call';
import { listed, resolved } from '../envelope';

/** Ids that exist once in the sandbox. */
export const PLUGIN_ID = '0f5b6d0c-3c6e-4f0b-9a51-6d2f1c7e8a90';
export const PLUGIN_URN = 'urn:sandbox:plugin:0';

/** Address of the RTM socket, and the one to use when that fails; `ws://host:port/path/`. */
export interface Endpoints {
	app: string;
	rescue: string;
}

/** Where the sockets are, and what a plugin token is. */
export function connectRoutes(world: World, { app, rescue }: Endpoints) {
	const sockets = () => resolved({ socket: { app }, rescue: { socket: { app: rescue } } });

	const installed = () =>
		[...world.websites.values()]
			.filter((website) => website.seenBy.has('plugin'))
			.map((website) => ({
				website_id: website.website_id,
				token: `token-${website.website_id}`,
				settings: website.pluginSettings,
				difference: 'created',
			}));

	const routes: Routes<Call> = {
		'GET website/connect/endpoints': sockets,
		'GET plugin/connect/endpoints': sockets,
		'GET user/connect/endpoints': sockets,
		'GET plugin/connect/account': () => resolved({ plugin_id: PLUGIN_ID }),
		'HEAD plugin/connect/session': () => resolved({}),
		'GET plugin/connect/websites/all/{page_number}': ({ query, params }) =>
			listed(query.page(installed(), params.page_number)),
	};
	const websiteRoutes: Routes<WebsiteCall> = {
		'GET website/{website_id}/connect/endpoints': sockets,
	};
	return { routes, websiteRoutes };
}
