import { INBOX_ID, OPERATOR_IDS } from '../sandbox/seed';
import type { StoredCredential } from './client';
import { CRISP, CRISP_TRIGGER } from './nodes';
import { setStage, type Stage } from './stage';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await setStage();
	credential = await stage.credential();
});
afterAll(async () => await stage.close());

const list = async (
	method: string,
	more: { filter?: string; credential?: StoredCredential } = {},
) =>
	await stage.n8n.client.choices('resource-locator-results', {
		node: CRISP,
		method,
		credential,
		...more,
	});

test('the list of conversations names their visitors, and can be searched', async () => {
	const { sessionId } = stage.sandbox.visitor.say('Hello', { nickname: 'Vera Visitor' });
	stage.sandbox.visitor.say('Hi', { nickname: 'Boris Browser' });
	const vera = { name: expect.stringContaining('Vera Visitor'), value: sessionId };
	expect(await list('searchConversations')).toMatchObject({
		results: expect.arrayContaining([expect.objectContaining(vera)]),
	});
	expect(await list('searchConversations', { filter: 'Vera' })).toMatchObject({ results: [vera] });
});

test('the list of operators has everybody', async () => {
	const { results } = (await list('searchOperators')) as { results: Array<{ value: string }> };
	expect(results.map(({ value }) => value).sort()).toEqual(Object.values(OPERATOR_IDS).sort());
});

test('a list that Crisp refuses says why', async () => {
	const wrong = await stage.credential('website', { key: 'not-the-key-of-this-sandbox' });
	await expect(list('searchConversations', { credential: wrong })).rejects.toThrow(
		/does not accept the token/,
	);
});

test('the trigger offers the inboxes of the website', async () => {
	const options = await stage.n8n.client.choices('options', {
		node: CRISP_TRIGGER,
		method: 'getInboxes',
		credential,
		parameters: { events: ['message:send'] },
	});
	expect(options).toEqual([
		expect.objectContaining({ value: 'main' }),
		expect.objectContaining({ value: INBOX_ID, name: expect.stringContaining('Billing') }),
	]);
});
