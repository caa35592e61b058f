import type { JsonObject } from '../json';
import { copy, mergeDeep } from '../json';
import type { Conversation, Person, Website } from '../model';
import type { World } from '../world';

/** Finds a contact by id or by email, as every people route allows. */
export function findPerson(
	{ guesses }: World,
	website: Website,
	idOrEmail: string,
): Person | undefined {
	const comparable = (email: string) =>
		guesses.emailCase === 'equal' ? email.toLowerCase() : email;
	return (
		website.people.get(idOrEmail) ??
		[...website.people.values()].find(
			(person) => comparable(person.email) === comparable(idOrEmail),
		)
	);
}

/** The part of a contact that the profile routes write. */
export interface Profile {
	email?: string;
	person?: JsonObject;
	company?: JsonObject;
	segments?: string[];
	notepad?: string;
	active?: number;
}

const blank = () => ({ person: {}, company: {}, segments: [], notepad: '' });

export function createPerson(
	world: World,
	website: Website,
	profile: Profile & { email: string },
): Person {
	const now = world.now();
	const person: Person = {
		people_id: world.uuid(),
		...blank(),
		active: now,
		score: 0,
		...copy(profile),
		created_at: now,
		updated_at: now,
		data: {},
		events: [],
		subscription: { email: true },
	};
	website.people.set(person.people_id, person);
	world.announce(website, 'people:profile:created', {
		people_id: person.people_id,
		email: person.email,
	});
	return person;
}

/** A contact as the profile routes show it. */
export function personView(person: Person, now: number) {
	const { data: _d, events: _e, subscription: _s, active, ...shown } = person;
	return copy({ ...shown, active: { now: now - active < 60_000, last: active } });
}

function announceUpdate(world: World, website: Website, person: Person, update: JsonObject): void {
	world.announce(website, 'people:profile:updated', {
		people_id: person.people_id,
		email: person.email,
		update: { ...copy(update), updated_at: person.updated_at },
	});
}

/**
 * @param mode `overwrite` for PUT (what is not given is emptied), `change` for PATCH (objects are
 *   merged at every depth, lists are replaced)
 */
export function saveProfile(
	world: World,
	website: Website,
	person: Person,
	profile: Profile,
	mode: 'overwrite' | 'change',
): void {
	const given = copy(profile);
	if (mode === 'overwrite' && world.guesses.profilePut === 'emptied') {
		Object.assign(person, blank(), given);
	} else {
		const { person: personal, company, ...others } = given;
		Object.assign(person, others);
		if (personal) person.person = mergeDeep(person.person, personal);
		if (company) person.company = mergeDeep(person.company, company);
	}
	person.updated_at = Math.max(person.updated_at, world.now());
	announceUpdate(world, website, person, copy(profile) as JsonObject);
}

export function removePerson(world: World, website: Website, person: Person): void {
	website.people.delete(person.people_id);
	for (const conversation of website.conversations.values()) {
		if (conversation.people_id === person.people_id) conversation.people_id = null;
	}
	world.announce(website, 'people:profile:removed', { people_id: person.people_id });
}

export function setSubscription(
	world: World,
	website: Website,
	person: Person,
	email: boolean,
): void {
	person.subscription = { email };
	person.updated_at = world.now();
	world.announce(website, 'email:subscribe', { email: person.email, subscribed: email });
}

/** Binds a conversation to the contact that has its email, and creates that contact if needed. */
export function bindPerson(world: World, website: Website, conversation: Conversation): void {
	const { email, nickname, phone, avatar } = conversation.meta;
	const person =
		findPerson(world, website, email) ??
		createPerson(world, website, {
			email,
			person: { nickname, ...(phone ? { phone } : {}), ...(avatar ? { avatar } : {}) },
		});
	if (conversation.people_id === person.people_id) return;
	conversation.people_id = person.people_id;
	world.announceSession(conversation, 'people:bind:session', { people_id: person.people_id });
}

/** Sessions of a contact, the one that changed last first. */
export function conversationsOf(website: Website, person: Person): Conversation[] {
	return [...website.conversations.values()]
		.filter((conversation) => conversation.people_id === person.people_id)
		.sort((a, b) => b.updated_at - a.updated_at);
}
