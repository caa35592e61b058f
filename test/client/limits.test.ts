import { CrispApi } from '../../credentials/CrispApi.credentials';
import { limitProperties, readLimits } from '../../nodes/Crisp/client/limits';
import { testNumberOptions } from '../support/numberOptions';

const set = { setLimits: true };

describe('limits in the credential', () => {
	testNumberOptions(
		limitProperties,
		[
			{ name: 'itemsAtOnce', usual: 5, min: 1, max: 50, setting: 'itemsAtOnce', whole: true },
			{ name: 'dailyBudget', usual: 0, min: 0, setting: 'dailyBudget', whole: true },
		],
		async (values) => readLimits({ ...set, ...values } as never),
	);

	test('are the usual ones in a credential that was made before there were limits', () => {
		expect(readLimits({})).toEqual({ itemsAtOnce: 5, dailyBudget: 0 });
	});

	test('do not count while they are hidden', () => {
		expect(readLimits({ setLimits: false, itemsAtOnce: 1, dailyBudget: 9 })).toEqual(
			readLimits({}),
		);
	});

	test('are in the form of the credential', () => {
		expect(new CrispApi().properties).toEqual(expect.arrayContaining(limitProperties));
	});
});
