import { connectionKey, type Account } from './account';
import { DayCount } from './budget';
import { Gate } from './gate';

/** What the requests of one credential share inside this process. */
export interface Traffic {
	gate: Gate;
	today: DayCount;
}

/** Beyond so many credentials, the one that has been idle longest is forgotten, its count included. */
const MAX_CREDENTIALS = 500;

const known = new Map<string, Traffic>();

/** The traffic of this credential: executions, triggers and the editor's searches meet here. */
export function trafficOf(account: Account): Traffic {
	const key = connectionKey(account);
	const traffic = known.get(key) ?? { gate: new Gate(), today: new DayCount() };
	// Moved to the end: the first of the map is the one that was not asked for the longest.
	known.delete(key);
	known.set(key, traffic);
	if (known.size > MAX_CREDENTIALS) {
		const idle = [...known].find(([other, { gate }]) => other !== key && gate.isIdle);
		if (idle) known.delete(idle[0]);
	}
	return traffic;
}
