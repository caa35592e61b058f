import { answerIn, need, needList, Unanswered, type Said } from '../crisp';
import type { Experiment, Live } from '../live';

/** As the types of the official client name them. */
const OPERATORS = ['eq', 'neq', 'has', 'nhas', 'gte', 'lte', 'gt', 'lt'];

/** One more than the smallest page. */
const MORE_THAN_A_PAGE = 21;

const LONG_SEARCH = 501;

const people = async (
	live: Live,
	query: Record<string, string | number>,
	page = 1,
): Promise<Said> =>
	await live.crisp.ask('GET', '{w}/people/profiles/{page}', { page: String(page) }, { query });

const emails = async (live: Live, query: Record<string, string | number>, page = 1) =>
	needList(await people(live, query, page), 'contacts').map(({ email }) => String(email));

export const contactExperiments: Experiment[] = [
	{
		guesses: ['emailCase', 'profilePut', 'contactFilters'],
		async run(live) {
			const { crisp, made } = live;
			const { email, peopleId } = await made.contact(crisp);
			const path = '{w}/people/profile/{id}';
			await live.settle();
			const upper = answerIn(await crisp.ask('GET', path, { id: email.toUpperCase() }));
			need(
				await crisp.ask('PATCH', path, { id: peopleId }, { body: { notepad: 'A test' } }),
				'changing a contact',
			);
			const body = { email, person: { nickname: made.name } };
			need(await crisp.ask('PUT', path, { id: peopleId }, { body }), 'replacing a contact');
			const { notepad } = need(await crisp.ask('GET', path, { id: peopleId }), 'a contact');
			const taken: string[] = [];
			let isAllowed = true;
			for (const operator of OPERATORS) {
				const condition = { model: 'people', criterion: 'email', operator, query: [email] };
				const said = await people(live, { search_filter: JSON.stringify([condition]) });
				if (said.refusal === undefined) taken.push(operator);
				else if (!said.refusal.startsWith('400')) isAllowed = false;
			}
			return {
				emailCase: upper === 'accepted' ? 'equal' : 'different',
				profilePut: notepad ? 'kept' : 'emptied',
				...(isAllowed ? { contactFilters: taken.join(',') || 'none' } : {}),
			};
		},
	},
	{
		guesses: ['contactOrder'],
		async run(live) {
			const older = await live.made.contact(live.crisp);
			await live.pause(1_100);
			const newer = await live.made.contact(live.crisp);
			await live.settle();
			const order = await emails(live, { per_page: 50 });
			const [first, second] = [order.indexOf(older.email), order.indexOf(newer.email)];
			if (first < 0 || second < 0) throw new Unanswered('new contacts are not on the first page');
			return { contactOrder: second < first ? 'newestFirst' : 'oldestFirst' };
		},
	},
	{
		guesses: ['contactPageSize'],
		async run(live) {
			const first = await emails(live, { per_page: 50 });
			for (let count = first.length; count < MORE_THAN_A_PAGE; count++) {
				if (count === first.length && (await emails(live, { per_page: 50 }, 2)).length > 0) break;
				await live.made.contact(live.crisp);
			}
			await live.settle();
			const found = await emails(live, { per_page: 50 });
			return { contactPageSize: found.length >= MORE_THAN_A_PAGE ? 'heeded' : 'ignored' };
		},
	},
];

const conversations = async (live: Live, page: number, query: Record<string, string | number>) =>
	answerIn(
		await live.crisp.ask('GET', '{w}/conversations/{page}', { page: String(page) }, { query }),
	);

export const listExperiments: Experiment[] = [
	{
		guesses: ['smallPage'],
		run: async (live) => ({ smallPage: await conversations(live, 1, { per_page: 5 }) }),
	},
	{
		guesses: ['pageZero'],
		run: async (live) => ({ pageZero: await conversations(live, 0, {}) }),
	},
	{
		guesses: ['longSearch'],
		run: async (live) => ({
			longSearch: await conversations(live, 1, {
				search_type: 'text',
				search_query: 'n'.repeat(LONG_SEARCH),
			}),
		}),
	},
];
