/**
 * Where Crisp's public sources are silent, the sandbox has to do something: each of these is one thing
 * that it does, under a name, with what else the real Crisp might do. `npm run live` tries them against
 * a real workspace, and the table in docs/sandbox.md is made of them.
 */
interface Guess {
	/** What it is about; Markdown. */
	subject: string;
	/** What the sandbox does by default. */
	guess: string;
	/** What else it can be told to do. */
	others: readonly string[];
	/** `true` where it can also give any other answer, written as `404 some_reason`. */
	takesAnswers?: true;
	/** `true` where it takes any list of words, divided by commas; `none` for an empty one. */
	takesList?: true;
	/** `true` where it takes any whole number above 0. */
	takesNumber?: true;
	/** Why this one. */
	why: string;
}

const unknownId = (what: string, route: string, reason: string) =>
	({
		subject: `${what} that does not exist (\`${route}\`)`,
		guess: `404 ${reason}`,
		others: [],
		takesAnswers: true,
		why: 'after the pattern of `people_not_found`',
	}) as const;

export const GUESSES = {
	metaData: {
		subject: '`PATCH …/meta` with `data`: other keys are',
		guess: 'replaced',
		others: ['merged'],
		why: 'a caller that counts on merging shows up; sending old and new keys works with both',
	},
	metaSegments: {
		subject: '`PATCH …/meta` with `segments`: other segments are',
		guess: 'replaced',
		others: ['merged'],
		why: 'what a help article and a connector show',
	},
	objectData: {
		subject: 'an object as a value of custom data is',
		guess: 'accepted',
		others: ['refused'],
		why: 'a production reader finds one there; the official types name text, number and boolean only',
	},
	newState: {
		subject: 'state of a new conversation',
		guess: 'pending',
		others: ['unresolved', 'resolved'],
		why: 'the lowest of the three numbers',
	},
	reopening: {
		subject: 'state of a resolved conversation in which its visitor writes',
		guess: 'unresolved',
		others: ['pending', 'resolved'],
		why: 'an inbox would be of no use otherwise',
	},
	operatorReopening: {
		subject: 'state of a resolved conversation in which an operator writes',
		guess: 'resolved',
		others: ['unresolved', 'pending'],
		why: 'an answer does not ask for another one',
	},
	unreadFrom: {
		subject: '`PATCH …/unread` with `from: "operator"` means unread for',
		guess: 'operator',
		others: ['visitor'],
		why: 'the only documented example, and the only event there is',
	},
	emptyConversations: {
		subject: '`GET …/conversations` leaves out conversations without',
		guess: 'visitorMessage',
		others: ['anyMessage', 'none'],
		why: 'a note that quotes the page of the route; `include_empty` brings them',
	},
	conversationOrder: {
		subject: '`GET …/conversations` comes in the order of',
		guess: 'lastChange',
		others: ['creation'],
		why: 'the `order_date_*` switches replace some other order',
	},
	typing: {
		subject: 'typing without an end',
		guess: 'stays',
		others: ['ends'],
		why: 'nothing names a time after which it ends (`ends`: after 20 s)',
	},
	emailBinding: {
		subject: 'an email set on a conversation, of nobody who is known',
		guess: 'makesContact',
		others: ['doesNothing'],
		why: 'the events `session:set_email` and `people:bind:session` come together',
	},
	metaEvents: {
		subject: 'events of metas come for each key that is',
		guess: 'sent',
		others: ['changed'],
		why: 'the harder case for a workflow that writes what it listens to',
	},
	unknownOperator: {
		subject: 'an unknown operator in `PATCH …/routing`',
		guess: '400 invalid_data',
		others: ['accepted'],
		takesAnswers: true,
		why: 'mistakes show',
	},
	unknownInbox: {
		subject: 'an unknown inbox in `PATCH …/inbox`',
		guess: '404 inbox_not_found',
		others: ['accepted'],
		takesAnswers: true,
		why: 'mistakes show',
	},
	takenFingerprint: {
		subject: 'a message with a fingerprint that exists already',
		guess: '409 message_exists',
		others: ['ignored', 'doubled'],
		takesAnswers: true,
		why: 'silence could hide a mistake',
	},
	messageBatch: {
		subject: 'messages in a full batch',
		guess: '40',
		others: ['20', '50'],
		takesNumber: true,
		why: 'the official export example takes 40 for a full one',
	},
	timeItself: {
		subject: '`timestamp_before` and `timestamp_after`: the time itself is',
		guess: 'excluded',
		others: ['included'],
		why: 'the plain meaning of the words',
	},
	afterBatch: {
		subject: '`timestamp_after`: a full batch holds',
		guess: 'oldest',
		others: ['newest'],
		why: 'the next ones, so that one can go on',
	},
	aroundBatch: {
		subject: '`timestamp_around`: messages are from',
		guess: 'bothSides',
		others: ['after', 'before'],
		why: 'the plain meaning of the word',
	},
	twoTimestamps: {
		subject: 'two `timestamp_…` at once',
		guess: '400 invalid_data',
		others: ['accepted'],
		takesAnswers: true,
		why: 'mistakes show',
	},
	textLimit: {
		subject: 'characters that a text message holds at least, of those tried',
		guess: '20000',
		others: ['10000', '5000', '2000', '1000'],
		takesNumber: true,
		why: 'no official limit was found',
	},
	maskedTexts: {
		subject: 'the text of a message reads back',
		guess: 'asSent',
		others: ['masked'],
		why: 'workspaces on the free plan are said to get `xxxx xxx`, see below',
	},
	smallPage: {
		subject: '`per_page` below 20 in `GET …/conversations`',
		guess: '400 invalid_data',
		others: ['accepted'],
		takesAnswers: true,
		why: 'mistakes show',
	},
	pageZero: {
		subject: 'page number 0',
		guess: '400 invalid_data',
		others: ['accepted'],
		takesAnswers: true,
		why: 'mistakes show',
	},
	contactPageSize: {
		subject: '`per_page` in `GET …/people/profiles` is',
		guess: 'heeded',
		others: ['ignored'],
		why: 'a third-party copy of the reference has it, the official clients do not',
	},
	contactOrder: {
		subject: '`GET …/people/profiles` without an order comes',
		guess: 'newestFirst',
		others: ['oldestFirst'],
		why: 'what conversations do',
	},
	longSearch: {
		subject: 'a search of 501 characters',
		guess: '400 search_query_too_long',
		others: ['accepted'],
		takesAnswers: true,
		why: 'the reason is known, the limit is not',
	},
	contactFilters: {
		subject: 'operators that `search_filter` takes',
		guess: 'eq,neq,has,nhas,gte,lte,gt,lt',
		others: [],
		takesList: true,
		why: '`eq` and `has` have been seen, the rest stands in the types of inbox conditions',
	},
	emailCase: {
		subject: 'upper and lower case in the email of a contact are',
		guess: 'equal',
		others: ['different'],
		why: 'two contacts with one address help nobody',
	},
	profilePut: {
		subject: '`PUT` of a profile: what is not sent is',
		guess: 'emptied',
		others: ['kept'],
		why: '"overwrites" in the Go client; email and name stay in any case',
	},
	unknownConversation: unknownId('a conversation', 'GET …/conversation/…', 'session_not_found'),
	unknownMessage: unknownId('a message', 'GET …/message/…', 'message_not_found'),
	unknownOriginal: unknownId('an original', 'GET …/original/…', 'original_not_found'),
	unknownCampaign: unknownId('a campaign', 'GET …/campaign/…', 'campaign_not_found'),
	unknownTemplate: unknownId('a template', 'GET …/campaigns/template/…', 'template_not_found'),
	unknownOperatorRead: unknownId('an operator', 'GET …/operator/…', 'operator_not_found'),
	unknownTeam: unknownId('a team', 'GET …/team/…', 'team_not_found'),
	unknownInboxRead: unknownId('an inbox', 'GET …/inbox/…', 'inbox_not_found'),
	unknownPlugin: unknownId('a plugin', 'GET plugins/subscription/…', 'plugin_not_found'),
	batchUnknown: {
		subject: 'a batch with a conversation that does not exist',
		guess: 'accepted',
		others: [],
		takesAnswers: true,
		why: 'not documented; it is passed over',
	},
	tiers: {
		subject: 'routes that are labelled for other tiers are',
		guess: 'refused',
		others: ['open'],
		why: 'the labels of April 2026 in the official client: user-only routes answer 403 `not_allowed` to the others; website tokens may what plugin tokens may, except `plugin/…`; routes without a label are open',
	},
	rtmLogin: {
		subject: 'a log-in to the real-time API is',
		guess: 'accepted',
		others: ['refused'],
		why: 'seen live with a website token; the official clients do it with the others',
	},
	missingEvents: {
		subject: 'events that do not come although something happened that they are for',
		guess: 'none',
		others: [],
		takesList: true,
		why: 'the RTM reference names them; whether changes by REST cause them is not said',
	},
} as const satisfies Record<string, Guess>;

export type GuessName = keyof typeof GUESSES;

/** What the sandbox does, by guess. */
export type Guesses = Record<GuessName, string>;

export const GUESS_NAMES = Object.keys(GUESSES) as GuessName[];

/** A status and a reason, such as `404 session_not_found`. */
const ANSWER = /^[45]\d\d [a-z][a-z_]{1,40}$/;

const LIST = /^[a-z][a-z_:]{0,40}(?:,[a-z][a-z_:]{0,40})*$/;

const guessOf = (name: GuessName): Guess => GUESSES[name];

/** Whether the sandbox can behave so. */
export function isPossible(name: GuessName, value: string): boolean {
	const { guess, others, takesAnswers, takesList, takesNumber } = guessOf(name);
	if (value === guess || others.includes(value)) return true;
	if (takesNumber && /^[1-9]\d{0,4}$/.test(value)) return true;
	return (takesAnswers === true && ANSWER.test(value)) || (takesList === true && LIST.test(value));
}

/** How the sandbox behaves by default. */
export const DEFAULT_GUESSES = Object.fromEntries(
	GUESS_NAMES.map((name) => [name, GUESSES[name].guess]),
) as Guesses;

/** @throws Error for a name that is no guess, and for a value that the sandbox cannot play */
export function completeGuesses(given: Partial<Guesses> = {}): Guesses {
	for (const [name, value] of Object.entries(given)) {
		const known = GUESS_NAMES.find((one) => one === name);
		if (!known) throw new Error(`The sandbox has no guess '${name}'`);
		if (!isPossible(known, value)) {
			throw new Error(`The sandbox cannot behave as '${value}' for the guess '${name}'`);
		}
	}
	return { ...DEFAULT_GUESSES, ...given };
}

/** The words of a guess that is a list. */
export const listOf = (value: string): string[] => (value === 'none' ? [] : value.split(','));
