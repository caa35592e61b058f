import type { Bucket } from '../../bucket';
import type { World } from '../../world';
import type { Call, Routes, WebsiteCall } from '../call';
import { batchRoutes } from './batch';
import { bucketRoutes } from './bucket';
import { campaignRoutes } from './campaigns';
import { campaignTemplateRoutes } from './campaignTemplates';
import type { Endpoints } from './connect';
import { connectRoutes } from './connect';
import { conversationRoutes } from './conversations';
import { inboxRoutes } from './inboxes';
import { messageRoutes } from './messages';
import { operatorRoutes } from './operators';
import { peopleRoutes } from './people';
import { pluginRoutes } from './plugins';
import { conversationSuggestionRoutes } from './suggestions';
import { teamRoutes } from './teams';
import { visitorRoutes } from './visitors';
import { websiteRoutes } from './website';

export interface RouteOptions {
	world: World;
	bucket: Bucket;
	endpoints: Endpoints;
}

/** All routes that the sandbox has a model of, by `VERB path`. */
export function allRoutes({ world, bucket, endpoints }: RouteOptions) {
	const website = websiteRoutes(world);
	const connect = connectRoutes(world, endpoints);
	const routes: Routes<Call> = {
		...website.routes,
		...connect.routes,
		...bucketRoutes(bucket),
	};
	const ofWebsite: Routes<WebsiteCall> = {
		...website.websiteRoutes,
		...connect.websiteRoutes,
		...conversationRoutes(world),
		...conversationSuggestionRoutes(),
		...messageRoutes(world),
		...batchRoutes(world),
		...peopleRoutes(world),
		...campaignRoutes(world),
		...campaignTemplateRoutes(world),
		...operatorRoutes(world),
		...inboxRoutes(world),
		...teamRoutes(world),
		...visitorRoutes(),
		...pluginRoutes(world),
	};
	return { routes, websiteRoutes: ofWebsite };
}
