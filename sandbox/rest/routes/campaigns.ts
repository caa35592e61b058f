import type { Campaign } from '../../model';
import type { World } from '../../world';
import {
	campaignSummary,
	campaignView,
	createCampaign,
	dispatch,
	isReady,
	recipientsOf,
	saveCampaign,
	setRunning,
	statusOf,
} from '../../domain/campaigns';
import { checkFilter } from '../../domain/filter';
import type { Routes, WebsiteCall } from '../call';
import type { Answer } from '../envelope';
import { added, deleted, guessed, listed, Refusal, resolved, updated } from '../envelope';
import type { Query } from '../query';
import type { Schema } from '../validate';
import { check } from '../validate';

const BASE = 'website/{website_id}/campaign/{campaign_id}';

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };

const CAMPAIGN: Schema = {
	properties: {
		type: { enum: ['one-shot', 'automated'] },
		format: { enum: ['markdown', 'html'] },
		name: { type: 'string', minLength: 1 },
		subject: text,
		tag: text,
		sender: { type: 'object', properties: { user_id: text } },
		recipients: {
			type: 'object',
			properties: {
				type: { enum: ['all', 'segments', 'people', 'filter'] },
				segments: { type: 'array', items: text },
				people: { type: 'array', items: text },
				filter: { type: 'array' },
			},
		},
		flow: { type: 'object' },
		message: text,
		options: {
			type: 'object',
			properties: {
				deliver_to_chatbox: flag,
				deliver_to_email: flag,
				sender_name_website: flag,
				sender_email_reply: { type: ['boolean', 'null'] },
				tracking: flag,
			},
		},
	},
};

const NEW_CAMPAIGN: Schema = { required: ['type', 'name'], properties: CAMPAIGN.properties };

function campaignOf({ website, params }: WebsiteCall): Campaign {
	const campaign = website.campaigns.get(params.campaign_id);
	if (!campaign) throw guessed('unknownCampaign');
	return campaign;
}

/** Flags of one kind widen each other; kinds narrow each other. */
function wanted(query: Query): (campaign: Campaign) => boolean {
	const name = query.text('search_name').toLowerCase();
	const tag = query.text('filter_tag');
	const types = ['one_shot', 'automated']
		.filter((type) => query.flag(`filter_type_${type}`))
		.map((type) => type.replace('_', '-'));
	const statuses = ['not_configured', 'ready', 'paused', 'sending', 'done'].filter((status) =>
		query.flag(`filter_status_${status}`),
	);
	return (campaign) =>
		campaign.name.toLowerCase().includes(name) &&
		(tag === '' || campaign.tag === tag) &&
		(types.length === 0 || types.includes(campaign.type)) &&
		(statuses.length === 0 || statuses.includes(statusOf(campaign)));
}

/** Campaigns. */
export function campaignRoutes(world: World): Routes<WebsiteCall> {
	const save = (mode: 'overwrite' | 'change') => (call: WebsiteCall) => {
		const campaign = campaignOf(call);
		check(CAMPAIGN, call.body);
		const { recipients } = call.body as { recipients?: { filter?: unknown } };
		if (recipients?.filter) checkFilter(recipients.filter, 'data.recipients.filter');
		saveCampaign(world, campaign, call.body, mode);
		return updated();
	};
	const action =
		(reason: string, work: (call: WebsiteCall, campaign: Campaign) => void) =>
		(call: WebsiteCall): Answer => {
			work(call, campaignOf(call));
			return { status: 200, reason, data: {} };
		};

	return {
		'GET website/{website_id}/campaigns/list/{page_number}': ({ website, query, params }) => {
			const shown = [...website.campaigns.values()].reverse().filter(wanted(query));
			return listed(query.page(shown, params.page_number).map(campaignSummary));
		},

		'GET website/{website_id}/campaigns/tags': ({ website }) => {
			const tags = [...website.campaigns.values()].map(({ tag }) => tag).filter(Boolean);
			return listed([...new Set(tags)].sort());
		},

		'POST website/{website_id}/campaign': ({ website, body }) => {
			check(NEW_CAMPAIGN, body);
			const { type, name } = body as { type: string; name: string };
			return added({ campaign_id: createCampaign(world, website, { type, name }).campaign_id });
		},

		[`HEAD ${BASE}`]: (call) => resolved(campaignOf(call).campaign_id),
		[`GET ${BASE}`]: (call) => resolved(campaignView(campaignOf(call))),
		[`PUT ${BASE}`]: save('overwrite'),
		[`PATCH ${BASE}`]: save('change'),

		[`DELETE ${BASE}`]: (call) => {
			call.website.campaigns.delete(campaignOf(call).campaign_id);
			return deleted();
		},

		[`POST ${BASE}/test`]: action('tested', (_call, campaign) => {
			if (!isReady(campaign)) throw new Refusal(409, 'campaign_not_ready');
		}),
		[`POST ${BASE}/dispatch`]: action('dispatched', ({ website }, campaign) =>
			dispatch(world, website, campaign),
		),
		[`POST ${BASE}/pause`]: action('paused', ({ website }, campaign) =>
			setRunning(world, website, campaign, false),
		),
		[`POST ${BASE}/resume`]: action('resumed', ({ website }, campaign) =>
			setRunning(world, website, campaign, true),
		),

		[`GET ${BASE}/recipients/{page_number}`]: (call) => {
			const people = recipientsOf(call.website, campaignOf(call)).map(
				({ people_id, email, person, subscription }) => ({
					people_id,
					email,
					person: { nickname: person.nickname, avatar: person.avatar ?? null },
					subscribed: subscription.email,
				}),
			);
			return listed(call.query.page(people, call.params.page_number));
		},

		[`GET ${BASE}/statistics/{action}/{page_number}`]: (call) => {
			campaignOf(call);
			return listed(call.query.page([], call.params.page_number));
		},
	};
}
