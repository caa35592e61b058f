import type { World } from '../../world';
import type { Call, Routes, WebsiteCall } from '../call';
import type { Endpoints } from './connect';
import { connectRoutes } from './connect';
import { conversationRoutes } from './conversations';
import { messageRoutes } from './messages';
import { websiteRoutes } from './website';

export interface RouteOptions {
	world: World;
	/** Address of the sandbox, without a slash at the end. */
	origin: string;
	endpoints: Endpoints;
}

/** All routes that the sandbox has a model of, by `VERB path`. */
export function allRoutes({ world, endpoints }: RouteOptions) {
	const website = websiteRoutes(world);
	const connect = connectRoutes(world, () => endpoints);
	const routes: Routes<Call> = { ...website.routes, ...connect.routes };
	const ofWebsite: Routes<WebsiteCall> = {
		...website.websiteRoutes,
		...connect.websiteRoutes,
		...conversationRoutes(world),
		...messageRoutes(world),
	};
	return { routes, websiteRoutes: ofWebsite };
}
