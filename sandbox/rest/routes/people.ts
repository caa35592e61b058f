import type { JsonObject } from '../../json';
import { copy } from '../../json';
import type { Person } from '../../model';
import type { World } from '../../world';
import type { Profile } from '../../domain/people';
import {
	conversationsOf,
	createPerson,
	findPerson,
	personView,
	removePerson,
	saveProfile,
	setSubscription,
} from '../../domain/people';
import { listPeople } from '../../domain/personList';
import { countValues } from '../../domain/suggestions';
import type { Routes, WebsiteCall } from '../call';
import { added, deleted, listed, Refusal, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';

const text: Schema = { type: 'string' };

const PROFILE: Schema = {
	properties: {
		email: { type: 'string', format: 'email' },
		person: { type: 'object', properties: { nickname: text, phone: text, avatar: text } },
		company: { type: 'object' },
		segments: { type: 'array', items: text },
		notepad: text,
		active: { type: 'number' },
	},
};

const NEW_PROFILE: Schema = {
	required: ['email', 'person'],
	properties: {
		...PROFILE.properties,
		person: { ...PROFILE.properties?.person, required: ['nickname'] },
	},
};

const DATA: Schema = {
	required: ['data'],
	properties: { data: { type: 'object', values: { type: ['string', 'number', 'boolean'] } } },
};

const EVENT: Schema = {
	required: ['text'],
	properties: { text: { type: 'string', minLength: 1 }, data: { type: 'object' }, color: text },
};

/** @throws Refusal 404 where the path names no contact by id or email */
function personOf(world: World, { website, params }: WebsiteCall): Person {
	const person = findPerson(world, website, params.people_id);
	if (!person) throw new Refusal(404, 'people_not_found');
	return person;
}

/** The writable part of a body; everything else that was sent is left out. */
function profileOf(body: JsonObject): Profile {
	const names = ['email', 'person', 'company', 'segments', 'notepad', 'active'];
	return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

function checkFree(world: World, { website, body }: WebsiteCall, own?: Person): void {
	const other = typeof body.email === 'string' ? findPerson(world, website, body.email) : undefined;
	if (other && other !== own) throw new Refusal(409, 'people_exists');
}

/** Contacts, which Crisp's API calls people. */
export function peopleRoutes(world: World): Routes<WebsiteCall> {
	const save = (mode: 'overwrite' | 'change') => (call: WebsiteCall) => {
		const person = personOf(world, call);
		check(PROFILE, call.body);
		checkFree(world, call, person);
		saveProfile(world, call.website, person, profileOf(call.body), mode);
		return updated();
	};
	const saveData = (mode: 'overwrite' | 'change') => (call: WebsiteCall) => {
		const person = personOf(world, call);
		check(DATA, call.body);
		const data = copy(call.body.data as JsonObject);
		person.data = mode === 'overwrite' ? data : { ...person.data, ...data };
		person.updated_at = world.now();
		return updated();
	};
	const people = ({ website }: WebsiteCall) => [...website.people.values()];

	return {
		'GET website/{website_id}/people/stats': (call) => resolved({ total: people(call).length }),

		'GET website/{website_id}/people/profiles/{page_number}': ({ website, query, params }) =>
			listed(
				query
					.page(listPeople(world, website, query), params.page_number, {
						sized: world.guesses.contactPageSize === 'heeded',
					})
					.map((person) => personView(person, world.now())),
			),

		'POST website/{website_id}/people/profile': (call) => {
			check(NEW_PROFILE, call.body);
			checkFree(world, call);
			const profile = profileOf(call.body) as Profile & { email: string };
			return added({ people_id: createPerson(world, call.website, profile).people_id });
		},

		'HEAD website/{website_id}/people/profile/{people_id}': (call) =>
			resolved(personOf(world, call).people_id),

		'GET website/{website_id}/people/profile/{people_id}': (call) =>
			resolved(personView(personOf(world, call), world.now())),

		'PUT website/{website_id}/people/profile/{people_id}': save('overwrite'),
		'PATCH website/{website_id}/people/profile/{people_id}': save('change'),

		'DELETE website/{website_id}/people/profile/{people_id}': (call) => {
			removePerson(world, call.website, personOf(world, call));
			return deleted();
		},

		'GET website/{website_id}/people/conversations/{people_id}/list/{page_number}': (call) => {
			const { query, params, website } = call;
			const sessions = conversationsOf(website, personOf(world, call))
				.filter(({ unread }) => !query.flag('filter_unread') || unread.operator > 0)
				.filter(({ state }) => !query.flag('filter_resolved') || state === 'resolved')
				.filter(({ state }) => !query.flag('filter_not_resolved') || state !== 'resolved')
				.map(({ session_id }) => session_id);
			return listed(query.page(sessions, params.page_number));
		},

		'GET website/{website_id}/people/campaigns/{people_id}/list/{page_number}': (call) => {
			const { people_id } = personOf(world, call);
			const campaigns = [...call.website.campaigns.values()]
				.filter(({ reachedPeople }) => reachedPeople.includes(people_id))
				.map(({ campaign_id, type, name, created_at, updated_at, dispatched_at }) => ({
					campaign_id,
					type,
					name,
					created_at,
					updated_at,
					dispatched_at,
					occurred_at: dispatched_at,
					statistics: [],
				}));
			return listed(call.query.page(campaigns, call.params.page_number));
		},

		'POST website/{website_id}/people/events/{people_id}': (call) => {
			const person = personOf(world, call);
			check(EVENT, call.body);
			const {
				text: title,
				data,
				color,
			} = copy(call.body) as {
				text: string;
				data?: JsonObject;
				color?: string;
			};
			person.events.unshift({
				text: title,
				data: data ?? {},
				color: color ?? 'black',
				timestamp: world.now(),
			});
			person.active = world.now();
			return added();
		},

		'GET website/{website_id}/people/events/{people_id}/list/{page_number}': (call) =>
			listed(call.query.page(copy(personOf(world, call).events), call.params.page_number)),

		'GET website/{website_id}/people/data/{people_id}': (call) =>
			resolved({ data: copy(personOf(world, call).data) }),
		'PUT website/{website_id}/people/data/{people_id}': saveData('overwrite'),
		'PATCH website/{website_id}/people/data/{people_id}': saveData('change'),

		'GET website/{website_id}/people/subscription/{people_id}': (call) =>
			resolved({ ...personOf(world, call).subscription }),

		'PATCH website/{website_id}/people/subscription/{people_id}': (call) => {
			const person = personOf(world, call);
			check({ required: ['email'], properties: { email: { type: 'boolean' } } }, call.body);
			setSubscription(world, call.website, person, call.body.email === true);
			return updated();
		},

		'GET website/{website_id}/people/suggest/segments/{page_number}': (call) => {
			const counted = countValues(people(call).flatMap(({ segments }) => segments));
			const shown = counted.map(({ value, count }) => ({ segment: value, count }));
			return listed(call.query.page(shown, call.params.page_number));
		},

		'GET website/{website_id}/people/suggest/data/{page_number}': (call) => {
			const counted = countValues(people(call).flatMap(({ data }) => Object.keys(data)));
			const shown = counted.map(({ value, count }) => ({ key: value, count }));
			return listed(call.query.page(shown, call.params.page_number));
		},

		'GET website/{website_id}/people/suggest/events/{page_number}': (call) => {
			const titles = people(call).flatMap(({ events }) => events.map((event) => event.text));
			const shown = countValues(titles).map(({ value, count }) => ({ text: value, count }));
			return listed(call.query.page(shown, call.params.page_number));
		},
	};
}
