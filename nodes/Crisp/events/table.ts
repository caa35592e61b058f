/**
 * Every event that Crisp's real-time API is known to send, and which of them web hooks carry. Sources: the event types of Crisp's
 * official client 11.3.0, and the RTM API reference for the tiers.
 */

export type EventTier = 'website' | 'plugin' | 'user';

/**
 * What can be fetched after a gap: `message` the messages themselves, `state` the present value
 * (not each change). Events without one are lost while nothing is connected.
 */
export type Recoverable = 'message' | 'state';

export interface CrispEvent {
	/** Name on the wire. */
	readonly event: string;
	/** Label in the editor. */
	readonly name: string;
	readonly description: string;
	readonly group: string;
	/** Kinds of token that can receive it over the real-time API. */
	readonly tiers: readonly EventTier[];
	readonly recovery?: Recoverable;
	/** Whether web hooks carry it. Source: the event lists of a third-party AsyncAPI file. */
	readonly hook: boolean;
}

const EVERY_TIER: readonly EventTier[] = ['website', 'plugin', 'user'];
const USER_ONLY: readonly EventTier[] = ['user'];
const PLUGIN_ONLY: readonly EventTier[] = ['plugin'];

type EventRow = readonly [
	event: string,
	name: string,
	description: string,
	more?: {
		readonly tiers?: readonly EventTier[];
		readonly recovery?: Recoverable;
		readonly hook?: false;
	},
];

/** The events that most workflows start from, in the order of the editor's list. */
const EVERYDAY: readonly string[] = [
	'message:send',
	'message:received',
	'message:updated',
	'session:set_state',
	'session:set_routing',
	'session:request:initiated',
	'session:set_email',
	'session:set_segments',
	'session:sync:rating',
	'people:profile:created',
];

const GROUPS: Readonly<Record<string, readonly EventRow[]>> = {
	Messages: [
		[
			'message:send',
			'Message Sent by Visitor',
			'A visitor has written, over the chatbox, by e-mail or through any other channel',
			{ recovery: 'message' },
		],
		[
			'message:received',
			'Message Sent by Operator',
			'Your side has written: an operator, a bot, a plugin or the API. Private notes come as this, too.',
			{ recovery: 'message' },
		],
		[
			'message:updated',
			'Message Updated',
			'The content of a message has changed; the answer of a visitor to a picker or a form field comes as this',
		],
		['message:removed', 'Message Removed', 'A message was deleted from its conversation'],
		[
			'message:compose:send',
			'Message Typing by Visitor',
			'A visitor begins or stops typing; carries what is typed so far',
		],
		['message:compose:receive', 'Message Typing by Operator', 'Your side begins or stops typing'],
		[
			'message:acknowledge:read:send',
			'Message of Visitor Read',
			'Your side has read messages of a visitor',
		],
		[
			'message:acknowledge:read:received',
			'Message of Operator Read',
			'A visitor has read messages of your side',
		],
		[
			'message:acknowledge:unread:send',
			'Message of Visitor Marked as Unread',
			'A conversation was set back to unread for your side',
		],
		[
			'message:acknowledge:delivered',
			'Message Delivered',
			'A channel has handed over messages to their recipient',
		],
		[
			'message:acknowledge:ignored',
			'Message Not Delivered',
			'A channel has given up on messages, such as an e-mail that bounced; says why',
		],
		[
			'message:notify:unread:send',
			'Message of Visitor Left Unread',
			'A reminder that messages of a visitor are still unread',
		],
		[
			'message:notify:unread:received',
			'Message of Operator Left Unread',
			'A reminder that messages of your side are still unread',
		],
	],
	Conversations: [
		[
			'session:set_state',
			'Conversation State Changed',
			'A conversation is now pending, unresolved or resolved',
			{ recovery: 'state' },
		],
		[
			'session:set_routing',
			'Conversation Assigned',
			'A conversation was assigned to an operator or taken from one; names both',
		],
		[
			'session:set_inbox',
			'Conversation Moved to Inbox',
			'A conversation now belongs to another inbox',
		],
		[
			'session:request:initiated',
			'Conversation Initiated',
			'A conversation with a visitor is being started',
		],
		['session:set_email', 'Conversation Email Set', 'The e-mail address of a visitor became known'],
		['session:set_phone', 'Conversation Phone Set', 'The phone number of a visitor became known'],
		[
			'session:set_address',
			'Conversation Address Set',
			'The postal address of a visitor became known',
		],
		['session:set_subject', 'Conversation Subject Set', 'A conversation got another subject'],
		['session:set_avatar', 'Conversation Avatar Set', 'A visitor got another picture'],
		['session:set_nickname', 'Conversation Nickname Set', 'A visitor got another name'],
		[
			'session:set_origin',
			'Conversation Origin Set',
			'A conversation now runs through another channel',
		],
		['session:set_data', 'Conversation Data Set', 'Custom data of a conversation has changed'],
		[
			'session:set_segments',
			'Conversation Segments Set',
			'The segments of a conversation have changed; carries all of them',
		],
		['session:set_block', 'Conversation Blocked', 'A visitor was blocked or is welcome again'],
		['session:set_opened', 'Conversation Opened', 'An operator has a conversation on the screen'],
		['session:set_closed', 'Conversation Closed', 'An operator has left a conversation'],
		[
			'session:set_participants',
			'Conversation Participants Set',
			'Other people were added to a conversation or taken out of it',
		],
		[
			'session:set_mentions',
			'Conversation Mentions Set',
			'The operators that are mentioned in a conversation have changed',
		],
		['session:removed', 'Conversation Removed', 'A conversation was deleted'],
		[
			'session:error',
			'Conversation Change Refused',
			'A value was not accepted, such as an e-mail address that cannot exist',
		],
		[
			'session:sync:rating',
			'Conversation Rated',
			'A visitor has given stars and perhaps a comment',
		],
		[
			'session:sync:topic',
			'Conversation Topic Found',
			'Crisp has made a topic out of the messages',
		],
	],
	Visitors: [
		['session:update_availability', 'Visitor Online or Offline', 'A visitor has come or gone'],
		[
			'session:update_verify',
			'Visitor Verified',
			'It was proved, or no longer holds, that a visitor is who they say',
		],
		[
			'session:sync:capabilities',
			'Visitor Capabilities',
			'What the device of a visitor can do, such as calls',
		],
		['session:sync:geolocation', 'Visitor Geolocation', 'Where a visitor is'],
		['session:sync:system', 'Visitor System', 'The operating system and the browser of a visitor'],
		['session:sync:network', 'Visitor Network', 'The network address and provider of a visitor'],
		['session:sync:timezone', 'Visitor Timezone', 'The time zone of a visitor'],
		['session:sync:locales', 'Visitor Locales', 'The languages of a visitor'],
		['session:sync:pages', 'Visitor Pages', 'The pages that a visitor has looked at'],
		[
			'session:sync:events',
			'Visitor Events',
			'Custom events that your site has reported for a visitor',
		],
		[
			'website:update_visitors_count',
			'Visitors Counted',
			'The number of visitors on the website has changed',
		],
	],
	Contacts: [
		['people:profile:created', 'Contact Created', 'A contact was added'],
		['people:profile:updated', 'Contact Updated', 'A contact has changed; carries what is new'],
		['people:profile:removed', 'Contact Removed', 'A contact was deleted'],
		['people:bind:session', 'Contact Bound to Conversation', 'It became known who a visitor is'],
		[
			'people:sync:profile',
			'Contact Synchronized',
			'A conversation got the name and company of its contact',
		],
		[
			'people:import:progress',
			'Contact Import Progress',
			'An import of contacts has come further',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'people:import:done',
			'Contact Import Done',
			'An import of contacts has ended',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'email:subscribe',
			'Contact Email Subscription Changed',
			'A contact wants e-mails or no longer wants them',
		],
		['email:track:view', 'Email Viewed', 'An email of yours was opened'],
	],
	Campaigns: [
		['campaign:dispatched', 'Campaign Dispatched', 'A campaign was sent off', { tiers: USER_ONLY }],
		['campaign:progress', 'Campaign Progress', 'A campaign has come further', { tiers: USER_ONLY }],
		[
			'campaign:running',
			'Campaign Running',
			'A campaign has begun or stopped running',
			{ tiers: USER_ONLY },
		],
	],
	'Calls and Co-Browsing': [
		['call:request:initiated', 'Call Requested', 'A call with a visitor was asked for'],
		['call:request:rejected', 'Call Rejected', 'A call with a visitor was turned down'],
		[
			'browsing:request:initiated',
			'Co-Browsing Requested',
			'It was asked to see the screen of a visitor (MagicBrowse)',
		],
		[
			'browsing:request:rejected',
			'Co-Browsing Rejected',
			'The request to see the screen of a visitor was turned down',
		],
	],
	Website: [
		[
			'website:update_operators_availability',
			'Operator Availability Changed',
			'An operator has come online or gone offline',
		],
		[
			'website:users:available',
			'Website Availability Changed',
			'The website as a whole can be reached now, or no longer',
		],
		[
			'status:health:changed',
			'Status Page Health Changed',
			'A monitored service is up or down',
			{ tiers: USER_ONLY },
		],
		[
			'plan:subscription:updated',
			'Plan Subscription Updated',
			'The Crisp plan of the website has changed',
		],
	],
	Plugins: [
		[
			'plugin:subscription:updated',
			'Plugin Installed or Removed',
			'A website has got the plugin or dropped it',
		],
		[
			'plugin:settings:saved',
			'Plugin Settings Saved',
			'A website has changed its settings of the plugin',
		],
		['plugin:event', 'Plugin Event', 'A plugin has sent out an event of its own'],
		['plugin:channel', 'Plugin Channel', 'Something was passed on to a channel of the plugin'],
		[
			'widget:action:processed',
			'Widget Action Processed',
			'The outcome of an action in the widget of a plugin',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'identity:verify:request',
			'Identity Verification Requested',
			'The plugin is asked to bring a code to a visitor',
			{ tiers: PLUGIN_ONLY },
		],
	],
	Spam: [
		[
			'spam:message',
			'Spam Held',
			'A message was held back as spam',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'spam:decision',
			'Spam Decided',
			'A held message was let through or thrown away',
			{ tiers: USER_ONLY, hook: false },
		],
	],
	Files: [
		[
			'bucket:url:upload:generated',
			'Upload URL for Message File',
			'The address for a file of a message is ready',
		],
		[
			'bucket:url:avatar:generated',
			'Upload URL for Avatar',
			'The address for a picture of a person is ready',
		],
		[
			'bucket:url:website:generated',
			'Upload URL for Website',
			'The address for a file of the website is ready',
		],
		[
			'bucket:url:campaign:generated',
			'Upload URL for Campaign',
			'The address for a file of a campaign is ready',
		],
		[
			'bucket:url:helpdesk:generated',
			'Upload URL for Helpdesk',
			'The address for a file of the helpdesk is ready',
		],
		[
			'bucket:url:status:generated',
			'Upload URL for Status Page',
			'The address for a file of the status page is ready',
		],
		[
			'bucket:url:processing:generated',
			'Upload URL for Processing',
			'The address for a file to work on, such as contacts to import, is ready',
		],
		[
			'media:animation:listed',
			'Animations Listed',
			'The answer to a search for animations',
			{ tiers: USER_ONLY, hook: false },
		],
	],
};

/** All events, by group. */
export const EVENTS: readonly CrispEvent[] = Object.entries(GROUPS).flatMap(([group, rows]) =>
	rows.map(([event, name, description, { tiers = EVERY_TIER, recovery, hook = true } = {}]) => ({
		event,
		name,
		description,
		group,
		tiers,
		hook,
		...(recovery ? { recovery } : {}),
	})),
);

const byName = new Map(EVENTS.map((event) => [event.event, event]));

/** What is known of an event; `undefined` for one that this package does not know. */
export const findEvent = (event: string): CrispEvent | undefined => byName.get(event);

const everydayRank = ({ event }: CrispEvent): number => {
	const index = EVERYDAY.indexOf(event);
	return index === -1 ? EVERYDAY.length : index;
};

/** The order of the editor's list: the everyday ones first, the others by group and name. */
export const EVENTS_FOR_EDITOR: readonly CrispEvent[] = [...EVENTS].sort(
	(a, b) =>
		everydayRank(a) - everydayRank(b) ||
		a.group.localeCompare(b.group) ||
		a.name.localeCompare(b.name),
);
