import { copy, mergeDeep } from '../../json';
import { blankWebsite } from '../../seed';
import type { World } from '../../world';
import type { Call, Routes, WebsiteCall } from '../call';
import { added, deleted, invalidData, Refusal, resolved, updated } from '../envelope';
import { check } from '../validate';

/** The website (workspace) itself and its settings. */
export function websiteRoutes(world: World) {
	const routes: Routes<Call> = {
		'HEAD website': ({ query }) => {
			const domain = query.text('domain');
			if (!domain) throw invalidData("query should have required property '.domain'");
			if (![...world.websites.values()].some((website) => website.domain === domain)) {
				throw new Refusal(404, 'website_not_found');
			}
			return resolved({});
		},
		'POST website': ({ body, caller }) => {
			check(
				{
					required: ['name', 'domain'],
					properties: { name: { type: 'string' }, domain: { type: 'string' } },
				},
				body,
			);
			const { name, domain } = body as { name: string; domain: string };
			const website = blankWebsite({ website_id: world.uuid(), name, domain }, [caller.tier]);
			world.websites.set(website.website_id, website);
			return added({ website_id: website.website_id });
		},
	};
	const ofWebsite: Routes<WebsiteCall> = {
		'GET website/{website_id}': ({ website: { website_id, name, domain } }) =>
			resolved({ website_id, name, domain, logo: '', verified: true, institutional: false }),
		'DELETE website/{website_id}': ({ website, body }) => {
			check({ required: ['verify'], properties: { verify: { type: 'object' } } }, body);
			world.websites.delete(website.website_id);
			return deleted();
		},
		'GET website/{website_id}/settings': ({ website: { website_id, name, domain, settings } }) =>
			resolved(copy({ ...settings, website_id, name, domain })),
		'PATCH website/{website_id}/settings': ({ website, body }) => {
			check({ properties: { name: { type: 'string' }, domain: { type: 'string' } } }, body);
			const { website_id: _id, name, domain, ...settings } = body;
			if (typeof name === 'string') website.name = name;
			if (typeof domain === 'string') website.domain = domain;
			website.settings = mergeDeep(website.settings, settings);
			return updated();
		},
	};
	return { routes, websiteRoutes: ofWebsite };
}
