import type { Logger } from 'n8n-workflow';

import { OutageLog } from '../../nodes/Crisp/trigger/outages';
import type { StateChange } from '../../nodes/Crisp/realtime/session';
import { describeReturn } from '../../nodes/Crisp/trigger/words';
import { FakeClock } from '../support/time';

const LOST = { from: 'live', to: 'waiting', end: { code: 'silence' }, delay: 1 } as const;
const AGAIN = { from: 'connecting', to: 'live' } as const;

describe('the log of outages', () => {
	let clock: FakeClock;
	let lines: string[];
	let outages: OutageLog;
	let back: (change: StateChange) => void;

	beforeEach(() => {
		clock = new FakeClock();
		lines = [];
		const logger = {
			warn: (text: string) => lines.push(`warn ${text}`),
			info: (text: string) => lines.push(`info ${text}`),
		};
		outages = new OutageLog(logger as unknown as Logger, clock, 'It', ({ code }) => code);
		back = (change) => {
			const outage = outages.note(change);
			lines.push(outage ? describeReturn(outage) : 'no outage');
		};
	});

	it('says nothing of a connection that works at once', () => {
		outages.note({ from: 'idle', to: 'connecting' });
		back(AGAIN);
		outages.note({ from: 'live', to: 'stopped' });
		expect(lines).toEqual(['no outage']);
	});

	it('has one warning with the first reason, and tells of the whole time at the return', async () => {
		outages.note(LOST);
		outages.note({ from: 'waiting', to: 'connecting' });
		outages.note({ ...LOST, end: { code: 'unreachable' } });
		await clock.advance(45_400);
		back(AGAIN);
		expect(lines).toEqual([
			'warn It has no connection to Crisp: silence. It keeps trying. Events of this time do not start the workflow.',
			'is connected to Crisp again after 45 s (attempts: 2)',
		]);
	});

	it.each([
		[400, '0 s'],
		[59_000, '59 s'],
		[61_000, '1 min'],
		[59 * 60_000, '59 min'],
		[185 * 60_000, '3 h 5 min'],
	])('writes %i ms as %s', async (ms, words) => {
		outages.note(LOST);
		await clock.advance(ms);
		back(AGAIN);
		expect(lines[1]).toContain(`after ${words} (`);
	});

	it('counts each outage for itself', async () => {
		for (let outage = 0; outage < 2; outage++) {
			outages.note(LOST);
			await clock.advance(2_000);
			back(AGAIN);
		}
		expect(lines[3]).toBe('is connected to Crisp again after 2 s (attempts: 1)');
	});
});
