import type { Mark, Place } from '../../../nodes/Crisp/waits/marks';

export const PLACE: Place = { websiteId: 'website-1', sessionId: 'session_1' };

/** An execution waits for what the visitor writes, without a limit. */
export const MARK: Mark = {
	to: '/webhook-waiting/7/node-1?ask=ab&signature=cd',
	whom: 'visitor',
	how: 'freeText',
	until: 0,
	instance: '01234567',
};
