import { CatchUpBudget } from '../../../nodes/Crisp/trigger/gap/budget';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('the budget of catching up', () => {
	let now: number;
	let budget: CatchUpBudget;

	beforeEach(() => {
		now = 20_000 * DAY + 5 * HOUR;
		budget = new CatchUpBudget(3, 5, () => now);
	});

	const spend = (count: number) => {
		for (; count > 0; count--) budget.spend();
	};

	it('has room for so many requests in an hour that begins with the first', () => {
		spend(2);
		expect(budget.wait).toBe(0);
		now += HOUR / 2;
		spend(1);
		expect(budget.wait).toBe(HOUR / 2);
		expect(budget.bound).toBe('hour');
		now += HOUR / 2;
		expect(budget.wait).toBe(0);
	});

	it('has room for so many requests in a day', () => {
		spend(3);
		now += HOUR;
		spend(2);
		expect(budget.wait).toBe(18 * HOUR);
		expect(budget.bound).toBe('day');
		now += 18 * HOUR;
		expect(budget.wait).toBe(0);
	});

	it('counts what is sent although there is no room', () => {
		spend(9);
		now += HOUR;
		expect(budget.bound).toBe('day');
		expect(budget.wait).toBeGreaterThan(0);
	});

	it('names each time that a bound is reached by another word', () => {
		spend(3);
		const first = budget.period;
		expect(budget.period).toBe(first);
		now += HOUR;
		spend(3);
		expect(budget.period).not.toBe(first);
	});

	it('does not wait longer because the clock was set back', () => {
		spend(3);
		now -= 2 * HOUR;
		expect(budget.wait).toBe(0);
	});

	it('bounds nothing per day where it is told so', () => {
		budget = new CatchUpBudget(Infinity, Infinity, () => now);
		spend(100_000);
		expect(budget.wait).toBe(0);
	});
});
