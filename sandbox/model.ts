import type { Json, JsonObject } from './json';

export type Tier = 'website' | 'plugin' | 'user';
export type Side = 'user' | 'operator';
export type State = 'pending' | 'unresolved' | 'resolved';

export const MESSAGE_TYPES = [
	'text',
	'note',
	'file',
	'animation',
	'audio',
	'picker',
	'field',
	'carousel',
	'event',
] as const;

export interface MessageUser extends JsonObject {
	type?: string;
	user_id?: string;
	nickname?: string;
	avatar?: string | null;
}

/** A message as Crisp reads it back. All times are in milliseconds. */
export interface Message {
	website_id: string;
	session_id: string;
	type: (typeof MESSAGE_TYPES)[number];
	from: Side;
	origin: string;
	content: Json;
	fingerprint: number;
	timestamp: number;
	stamped: boolean;
	user: MessageUser;
	/** Channel on which the other side read it; empty while unread. */
	read: string;
	/** Channel on which it was delivered; empty until then. */
	delivered: string;
	preview: Json[];
	edited: boolean;
	translated: boolean;
	automated: boolean;
	mentions: string[];
	references?: Json;
	original?: { original_id: string };
	properties?: JsonObject;
}

export interface Meta extends JsonObject {
	nickname: string;
	email: string;
	phone: string;
	address: string;
	subject: string;
	ip: string;
	avatar: string;
	origin: string;
	segments: string[];
	data: JsonObject;
	device: JsonObject;
}

export interface Typing extends JsonObject {
	type: 'start';
	excerpt: string;
	timestamp: number;
	user: MessageUser;
	automated: boolean;
}

export interface TimedEvent extends JsonObject {
	text: string;
	data: JsonObject;
	color: string;
	timestamp: number;
}

export interface VisitedPage extends JsonObject {
	page_title: string;
	page_url: string;
	page_referrer: string;
	timestamp: number;
}

export interface Conversation {
	session_id: string;
	website_id: string;
	inbox_id: string | null;
	people_id: string | null;
	state: State;
	is_verified: boolean;
	is_blocked: boolean;
	availability: 'online' | 'offline';
	active: { now: boolean; last: number };
	last_message: string;
	preview_message: JsonObject | null;
	topic: string;
	verifications: Json[];
	participants: JsonObject[];
	mentions: string[];
	compose: { operator: Typing | null; visitor: Typing | null };
	unread: { operator: number; visitor: number };
	assigned: { user_id: string } | null;
	meta: Meta;
	created_at: number;
	updated_at: number;
	/** Since when a visitor's message waits for an answer. */
	waiting_since: number | null;

	/** What Crisp serves by routes of their own. */
	initiated: boolean;
	messages: Message[];
	pages: VisitedPage[];
	events: TimedEvent[];
	originals: Map<string, JsonObject>;
}

/** A contact; Crisp's API calls it a people profile. */
export interface Person {
	people_id: string;
	email: string;
	person: JsonObject;
	company: JsonObject;
	segments: string[];
	notepad: string;
	active: number;
	score: number;
	created_at: number;
	updated_at: number;

	data: JsonObject;
	events: TimedEvent[];
	subscription: { email: boolean };
}

export interface Campaign {
	campaign_id: string;
	type: string;
	format: string;
	name: string;
	subject: string;
	tag: string;
	sender: JsonObject;
	recipients: JsonObject;
	flow: JsonObject;
	message: string;
	options: JsonObject;
	dispatched: boolean;
	running: boolean;
	progress: number;
	targets: number;
	reached: number;
	created_at: number;
	updated_at: number;
	dispatched_at: number | null;
	reachedPeople: string[];
}

export interface CampaignTemplate {
	template_id: string;
	type: 'static' | 'custom';
	name: string;
	format: string;
	content: string;
	created_at: number;
	updated_at: number;
}

export interface Operator {
	user_id: string;
	email: string;
	avatar: string | null;
	first_name: string;
	last_name: string;
	role: 'owner' | 'member';
	title: string;
	availability: 'online' | 'offline';
	has_token: boolean;
	/** When the availability last changed. */
	since: number;
}

export interface Inbox {
	inbox_id: string;
	name: string;
	emoji: string;
	order: number;
	operators: string[];
	teams: string[];
	conditions: Json[];
	operator: string;
	created_at: number;
	updated_at: number;
}

export interface Team {
	team_id: string;
	name: string;
	emoji: string;
	operators: string[];
	created_at: number;
	updated_at: number;
}

/** A website (workspace) with all that belongs to it. */
export interface Website {
	website_id: string;
	name: string;
	domain: string;
	/** Tiers of the sandbox's tokens that may see it. */
	seenBy: Set<Tier>;
	settings: JsonObject;
	conversations: Map<string, Conversation>;
	people: Map<string, Person>;
	campaigns: Map<string, Campaign>;
	templates: Map<string, CampaignTemplate>;
	operators: Map<string, Operator>;
	inboxes: Map<string, Inbox>;
	teams: Map<string, Team>;
	pluginSettings: JsonObject;
}
