import type { JsonObject } from '../json';
import { copy, mergeDeep } from '../json';
import type { Campaign, Person, Website } from '../model';
import { Refusal } from '../rest/envelope';
import type { World } from '../world';
import { fieldOf } from './fields';
import { checkFilter, matchesFilter } from './filter';

/** The part of a campaign that PUT and PATCH write. */
const WRITABLE = [
	'type',
	'format',
	'name',
	'subject',
	'tag',
	'sender',
	'recipients',
	'flow',
	'message',
	'options',
] as const;

export type CampaignChange = Partial<Pick<Campaign, (typeof WRITABLE)[number]>>;

const blank = () => ({
	format: 'markdown',
	subject: '',
	tag: '',
	sender: {},
	recipients: {},
	flow: {},
	message: '',
	options: {},
});

export function createCampaign(
	world: World,
	website: Website,
	{ type, name }: { type: string; name: string },
): Campaign {
	const now = world.now();
	const campaign: Campaign = {
		campaign_id: world.uuid(),
		type,
		name,
		...blank(),
		dispatched: false,
		running: false,
		progress: 0,
		targets: 0,
		reached: 0,
		created_at: now,
		updated_at: now,
		dispatched_at: null,
		reachedPeople: [],
	};
	website.campaigns.set(campaign.campaign_id, campaign);
	return campaign;
}

/** Whether a campaign has all that sending needs: sender, recipients, message, subject, a launch event. */
export function isReady({ type, sender, recipients, message, subject, flow }: Campaign): boolean {
	const addressed = typeof recipients.type === 'string' && typeof sender.user_id === 'string';
	const launched = type !== 'automated' || typeof flow.launch_event === 'string';
	return addressed && launched && message !== '' && subject !== '';
}

/** What the list shows of a campaign. */
export function campaignSummary(campaign: Campaign) {
	const { sender: _s, recipients: _r, flow: _f, message: _m, options: _o, ...rest } = campaign;
	const { reachedPeople: _p, ...shown } = rest;
	return copy({ ...shown, ready: isReady(campaign) });
}

/** A campaign as its own route shows it. */
export function campaignView(campaign: Campaign) {
	const { reachedPeople: _p, ...shown } = campaign;
	return copy({
		...shown,
		ready: isReady(campaign),
		statistics: { opened: 0, clicked: 0, unsubscribed: 0 },
	});
}

/** @param mode `overwrite` for PUT, `change` for PATCH, which merges objects */
export function saveCampaign(
	world: World,
	campaign: Campaign,
	body: JsonObject,
	mode: 'overwrite' | 'change',
): void {
	const given: JsonObject = Object.fromEntries(
		WRITABLE.filter((name) => body[name] !== undefined).map((name) => [name, copy(body[name])]),
	);
	if (mode === 'overwrite') Object.assign(campaign, blank(), given);
	else {
		const current = Object.fromEntries(WRITABLE.map((name) => [name, campaign[name]]));
		Object.assign(campaign, mergeDeep(current, given));
	}
	campaign.updated_at = Math.max(campaign.updated_at, world.now());
}

/** The contacts that a campaign addresses; those who unsubscribed are left out. */
export function recipientsOf(website: Website, { recipients }: Campaign): Person[] {
	const segments = Array.isArray(recipients.segments) ? recipients.segments : [];
	const people = Array.isArray(recipients.people) ? recipients.people : [];
	const tests: Record<string, (person: Person) => boolean> = {
		all: () => true,
		segments: (person) => person.segments.some((segment) => segments.includes(segment)),
		people: (person) => people.includes(person.people_id),
		filter: (person) =>
			matchesFilter(
				checkFilter(recipients.filter ?? [], 'data.recipients.filter'),
				'and',
				(criterion) => fieldOf(person, criterion),
			),
	};
	const type = typeof recipients.type === 'string' ? recipients.type : '';
	const test = Object.hasOwn(tests, type) ? tests[type] : () => false;
	return [...website.people.values()].filter((person) => person.subscription.email && test(person));
}

function announceRunning(world: World, website: Website, campaign: Campaign): void {
	world.announce(website, 'campaign:running', {
		campaign_id: campaign.campaign_id,
		running: campaign.running,
	});
}

/** Reaches everybody who was not reached yet, which is done at once here. */
function deliver(world: World, website: Website, campaign: Campaign): void {
	campaign.reachedPeople = recipientsOf(website, campaign).map(({ people_id }) => people_id);
	campaign.reached = campaign.reachedPeople.length;
	campaign.progress = 100;
	world.announce(website, 'campaign:progress', {
		campaign_id: campaign.campaign_id,
		progress: campaign.progress,
	});
	campaign.running = false;
	announceRunning(world, website, campaign);
}

/**
 * Sends a campaign. A one-shot campaign is done when this returns; an automated one runs until it
 * is paused.
 *
 * @throws Refusal 409 where it is not ready or was sent before
 */
export function dispatch(world: World, website: Website, campaign: Campaign): void {
	if (!isReady(campaign)) throw new Refusal(409, 'campaign_not_ready');
	if (campaign.dispatched) throw new Refusal(409, 'campaign_already_dispatched');
	campaign.dispatched = true;
	campaign.dispatched_at = world.now();
	campaign.running = true;
	campaign.targets = recipientsOf(website, campaign).length;
	world.announce(website, 'campaign:dispatched', { campaign_id: campaign.campaign_id });
	announceRunning(world, website, campaign);
	if (campaign.type === 'one-shot') deliver(world, website, campaign);
}

/** @throws Refusal 409 where there is nothing to pause or to resume */
export function setRunning(
	world: World,
	website: Website,
	campaign: Campaign,
	running: boolean,
): void {
	const finished = campaign.type === 'one-shot' && campaign.progress === 100;
	if (!campaign.dispatched || finished || campaign.running === running) {
		throw new Refusal(409, running ? 'campaign_not_paused' : 'campaign_not_running');
	}
	campaign.running = running;
	announceRunning(world, website, campaign);
}

/** The status by which the list filters. */
export function statusOf(campaign: Campaign): string {
	if (!isReady(campaign) && !campaign.dispatched) return 'not_configured';
	if (!campaign.dispatched) return 'ready';
	if (campaign.running) return 'sending';
	return campaign.type === 'one-shot' && campaign.progress === 100 ? 'done' : 'paused';
}
