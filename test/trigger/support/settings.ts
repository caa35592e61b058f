import type { Account } from '../../../nodes/Crisp/client/account';
import type { Settings } from '../../../nodes/Crisp/trigger/settings';

export const WEBSITE = 'website-1';

export const ACCOUNT: Account = {
	tier: 'website',
	identifier: 'identifier',
	key: 'key',
	websiteId: WEBSITE,
	baseUrl: 'https://crisp.test/v1',
	webhookSecret: '',
};

/** Those of a trigger that was dropped on the canvas, but for 'Simplify', so that items tell all. */
export const SETTINGS: Settings = {
	events: ['message:send'],
	chosen: ['message:send'],
	websiteId: WEBSITE,
	inboxes: [],
	messageTypes: [],
	senders: [],
	origins: [],
	states: [],
	ignoreAutomated: true,
	simplify: false,
	atOnce: 5,
	longestExecutionMs: 900_000,
	catchUp: true,
	lookBackMs: 24 * 3_600_000,
	requestBudget: 2_000,
	dailyRequestBudget: 0,
	silenceMs: 0,
	longestSilenceMs: 60_000,
	batchSize: 1,
	batchMs: 5_000,
	passOnAnswers: false,
	waitingBase: undefined,
	showsTyping: false,
};
