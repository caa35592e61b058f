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
	/**
	 * Whether web hooks carry it; `plugin` where only Plugin Hooks do. Sources: the event lists of a
	 * third-party AsyncAPI file, and for `plugin` the notes of two third-party deployments.
	 */
	readonly hook: boolean | 'plugin';
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
		readonly hook?: false | 'plugin';
	},
];

/** The events that most workflows start from, in the order of the editor's list. */
const EVERYDAY: readonly string[] = [
	'message:send',
	'message:received',
	'message:updated',
	'session:set_state',
	'session:set_routing',
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
			'A visitor wrote, in the chatbox, by email or through any other channel',
			{ recovery: 'message' },
		],
		[
			'message:received',
			'Message Sent by Operator',
			'Your side wrote: an operator, a bot, a plugin or the API. Includes private notes.',
			{ recovery: 'message' },
		],
		[
			'message:updated',
			'Message Updated',
			'The content of a message changed, for example because a visitor picked a button or filled in a field',
		],
		['message:removed', 'Message Removed', 'A message was deleted from its conversation'],
		[
			'message:compose:send',
			'Message Typing by Visitor',
			'A visitor started or stopped typing; includes what is typed so far',
		],
		[
			'message:compose:receive',
			'Message Typing by Operator',
			'Your side started or stopped typing',
		],
		[
			'message:acknowledge:read:send',
			'Message of Visitor Read',
			'Your side read messages of a visitor',
		],
		[
			'message:acknowledge:read:received',
			'Message of Operator Read',
			'A visitor read messages of your side',
		],
		[
			'message:acknowledge:unread:send',
			'Message of Visitor Marked as Unread',
			'A conversation was marked as unread for your side',
		],
		[
			'message:acknowledge:delivered',
			'Message Delivered',
			'A channel delivered messages to their recipient',
		],
		[
			'message:acknowledge:ignored',
			'Message Not Delivered',
			'A channel could not deliver messages, for example because an email bounced; includes the reason',
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
			'A conversation became pending, unresolved or resolved',
			{ recovery: 'state' },
		],
		[
			'session:set_routing',
			'Conversation Assigned',
			'A conversation was assigned to an operator or unassigned; includes both operators',
			{ hook: 'plugin' },
		],
		[
			'session:set_inbox',
			'Conversation Moved to Inbox',
			'A conversation was moved to another inbox',
		],
		[
			'session:request:initiated',
			'Conversation Initiated',
			'Your side started a conversation. When a visitor starts one, use Message Sent by Visitor.',
		],
		['session:set_email', 'Conversation Email Set', 'The email address of a visitor was set'],
		['session:set_phone', 'Conversation Phone Set', 'The phone number of a visitor was set'],
		['session:set_address', 'Conversation Address Set', 'The postal address of a visitor was set'],
		['session:set_subject', 'Conversation Subject Set', 'The subject of a conversation changed'],
		['session:set_avatar', 'Conversation Avatar Set', 'The picture of a visitor changed'],
		['session:set_nickname', 'Conversation Nickname Set', 'The name of a visitor changed'],
		['session:set_origin', 'Conversation Origin Set', 'A conversation moved to another channel'],
		['session:set_data', 'Conversation Data Set', 'Custom data of a conversation changed'],
		[
			'session:set_segments',
			'Conversation Segments Set',
			'The segments of a conversation changed; includes all of them',
		],
		['session:set_block', 'Conversation Blocked', 'A visitor was blocked or unblocked'],
		['session:set_opened', 'Conversation Opened', 'An operator opened a conversation'],
		['session:set_closed', 'Conversation Closed', 'An operator left a conversation'],
		[
			'session:set_participants',
			'Conversation Participants Set',
			'Participants were added to a conversation or removed from it',
		],
		[
			'session:set_mentions',
			'Conversation Mentions Set',
			'The operators who are mentioned in a conversation changed',
		],
		['session:removed', 'Conversation Removed', 'A conversation was deleted'],
		[
			'session:error',
			'Conversation Change Refused',
			'Crisp did not accept a value, such as an invalid email address',
		],
		[
			'session:sync:rating',
			'Conversation Rated',
			'A visitor gave a rating, with or without a comment',
		],
		['session:sync:topic', 'Conversation Topic Found', 'Crisp derived a topic from the messages'],
	],
	Visitors: [
		[
			'session:update_availability',
			'Visitor Online or Offline',
			'A visitor came online or went offline',
			{ hook: 'plugin' },
		],
		[
			'session:update_verify',
			'Visitor Verified',
			'The identity of a visitor was verified, or is no longer verified',
		],
		[
			'session:sync:capabilities',
			'Visitor Capabilities',
			'What the device of a visitor can do, such as calls',
		],
		['session:sync:geolocation', 'Visitor Geolocation', 'Where a visitor is'],
		['session:sync:system', 'Visitor System', 'The operating system and browser of a visitor'],
		['session:sync:network', 'Visitor Network', 'The IP address and provider of a visitor'],
		['session:sync:timezone', 'Visitor Timezone', 'The time zone of a visitor'],
		['session:sync:locales', 'Visitor Locales', 'The languages of a visitor'],
		['session:sync:pages', 'Visitor Pages', 'The pages that a visitor viewed'],
		[
			'session:sync:events',
			'Visitor Events',
			'Custom events that your site reported for a visitor',
		],
		[
			'website:update_visitors_count',
			'Visitors Counted',
			'The number of visitors on the website changed',
		],
	],
	Contacts: [
		['people:profile:created', 'Contact Created', 'A contact was added'],
		['people:profile:updated', 'Contact Updated', 'A contact changed; includes what is new'],
		['people:profile:removed', 'Contact Removed', 'A contact was deleted'],
		[
			'people:bind:session',
			'Contact Bound to Conversation',
			'A conversation was linked to a contact',
		],
		[
			'people:sync:profile',
			'Contact Synchronized',
			'A conversation received the name and company of its contact',
		],
		[
			'people:import:progress',
			'Contact Import Progress',
			'An import of contacts made progress',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'people:import:done',
			'Contact Import Done',
			'An import of contacts finished',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'email:subscribe',
			'Contact Email Subscription Changed',
			'A contact subscribed to emails or unsubscribed',
		],
		['email:track:view', 'Email Viewed', 'One of your emails was opened'],
	],
	Campaigns: [
		['campaign:dispatched', 'Campaign Dispatched', 'A campaign was sent', { tiers: USER_ONLY }],
		[
			'campaign:progress',
			'Campaign Progress',
			'The sending of a campaign made progress',
			{ tiers: USER_ONLY },
		],
		[
			'campaign:running',
			'Campaign Running',
			'A campaign started or stopped running',
			{ tiers: USER_ONLY },
		],
	],
	'Calls and Co-Browsing': [
		['call:request:initiated', 'Call Requested', 'A call with a visitor was requested'],
		['call:request:rejected', 'Call Rejected', 'A call with a visitor was declined'],
		[
			'browsing:request:initiated',
			'Co-Browsing Requested',
			'An operator asked to see the screen of a visitor (MagicBrowse)',
		],
		[
			'browsing:request:rejected',
			'Co-Browsing Rejected',
			'A request to see the screen of a visitor was declined',
		],
	],
	Website: [
		[
			'website:update_operators_availability',
			'Operator Availability Changed',
			'An operator came online or went offline',
		],
		[
			'website:users:available',
			'Workspace Availability Changed',
			'Your team as a whole became available or unavailable for chat',
		],
		[
			'status:health:changed',
			'Status Page Health Changed',
			'A monitored service went up or down',
			{ tiers: USER_ONLY },
		],
		[
			'plan:subscription:updated',
			'Plan Subscription Updated',
			'The Crisp plan of the workspace changed',
		],
	],
	Plugins: [
		[
			'plugin:subscription:updated',
			'Plugin Installed or Removed',
			'A workspace installed the plugin or removed it',
		],
		[
			'plugin:settings:saved',
			'Plugin Settings Saved',
			'A workspace changed its settings of the plugin',
		],
		['plugin:event', 'Plugin Event', 'A plugin sent an event of its own'],
		['plugin:channel', 'Plugin Channel', 'Data was sent to a channel of the plugin'],
		[
			'widget:action:processed',
			'Widget Action Processed',
			'The result of an action in the widget of a plugin',
			{ tiers: USER_ONLY, hook: false },
		],
		[
			'identity:verify:request',
			'Identity Verification Requested',
			'The plugin is asked to deliver a code to a visitor',
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
			'A held message was accepted or rejected',
			{ tiers: USER_ONLY, hook: false },
		],
	],
	Files: [
		[
			'bucket:url:upload:generated',
			'Upload URL for Message File',
			'The upload URL for a file of a message is ready',
		],
		[
			'bucket:url:avatar:generated',
			'Upload URL for Avatar',
			'The upload URL for a picture of a person is ready',
		],
		[
			'bucket:url:website:generated',
			'Upload URL for Workspace',
			'The upload URL for a file of the website is ready',
		],
		[
			'bucket:url:campaign:generated',
			'Upload URL for Campaign',
			'The upload URL for a file of a campaign is ready',
		],
		[
			'bucket:url:helpdesk:generated',
			'Upload URL for Helpdesk',
			'The upload URL for a file of the helpdesk is ready',
		],
		[
			'bucket:url:status:generated',
			'Upload URL for Status Page',
			'The upload URL for a file of the status page is ready',
		],
		[
			'bucket:url:processing:generated',
			'Upload URL for Processing',
			'The upload URL for a file to work on, such as contacts to import, is ready',
		],
		[
			'media:animation:listed',
			'Animations Listed',
			'The results of a search for animations',
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

/** In the order of the editor's list: the everyday ones first. */
export const EVENTS_FOR_EDITOR: readonly CrispEvent[] = [...EVENTS].sort(
	(a, b) => everydayRank(a) - everydayRank(b),
);
