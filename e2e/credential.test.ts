import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { FOREIGN_WEBSITE_ID, SECOND_WEBSITE_ID } from '../sandbox/seed';
import { envelope, startServer } from '../test/support/server';
import { freePort } from './n8nProcess';
import { currentRun } from './run';
import { setStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => (stage = await setStage()));
afterAll(async () => await stage.close());

type Tier = NonNullable<Parameters<Stage['credential']>[0]>;

/** Everything that could give a key away: in clear, and as it is sent. */
const secrets = (): string[] =>
	Object.values(stage.sandbox.credentials).flatMap(({ identifier, key }) => [
		key,
		Buffer.from(`${identifier}:${key}`).toString('base64'),
	]);

/** Stores a credential and tests it as its dialog does. */
async function tryCredential(
	tier: Tier,
	changes: ICredentialDataDecryptedObject = {},
): Promise<{ status: string; message: string }> {
	const answer = await stage.n8n.client.testCredential(await stage.credential(tier, changes));
	for (const secret of secrets()) expect(JSON.stringify(answer)).not.toContain(secret);
	return answer;
}

const passed = { status: 'OK', message: expect.any(String) };
const failed = (message: RegExp) => ({ status: 'Error', message: expect.stringMatching(message) });

/**
 * A refusal by Crisp. n8n 2.20 and older do not look at the package's words for it: they tell in words
 * of their own that the test has failed.
 */
function refused(
	advice: RegExp,
	ownWords = /check your cred|could not be found|your request is invalid/i,
) {
	const [, minor] = currentRun().host.version.split('.').map(Number);
	return failed(minor > 20 ? advice : ownWords);
}

test.each(['website', 'plugin', 'user'] as const)('a %s token passes', async (tier) => {
	expect(await tryCredential(tier)).toEqual(passed);
});

test.each(['plugin', 'user'] as const)('a %s token needs no website', async (tier) => {
	expect(await tryCredential(tier, { websiteId: '' })).toEqual(passed);
});

// With an empty key it passes as well, but n8n 2.8 does not save that: the unit tests have it.
test('a whole token pasted into one field or both passes', async () => {
	const { identifier, key } = stage.sandbox.credentials.website;
	const pair = `${identifier}:${key}`;
	expect(await tryCredential('website', { identifier: pair })).toEqual(passed);
	expect(await tryCredential('website', { key: pair })).toEqual(passed);
	expect(await tryCredential('website', { identifier: pair, key: pair })).toEqual(passed);
});

test.each(['website', 'plugin', 'user'] as const)(
	'a %s token with a wrong key fails, and the user is told what to check',
	async (tier) => {
		expect(await tryCredential(tier, { key: 'something-else' })).toEqual(
			refused(/does not accept this token.*'Identifier' and 'Key'.*'Token Tier'/),
		);
	},
);

test('a token fails under another tier', async () => {
	const { website } = stage.sandbox.credentials;
	for (const tier of ['plugin', 'user'] as const) {
		expect(await tryCredential(tier, { ...website })).toEqual(refused(/'Token Tier'/));
	}
});

test('a website token fails with a website that it does not see', async () => {
	for (const websiteId of [SECOND_WEBSITE_ID, FOREIGN_WEBSITE_ID]) {
		expect(await tryCredential('website', { websiteId })).toEqual(refused(/'Default Website ID'/));
	}
});

test('n8n does not save a website token without a website, which it needs', async () => {
	await expect(tryCredential('website', { websiteId: '' })).rejects.toThrow(
		/"websiteId\W+ is mandatory/,
	);
});

test('a website token fails with a website that does not exist', async () => {
	const websiteId = '00000000-0000-4000-8000-000000000000';
	expect(await tryCredential('website', { websiteId })).toEqual(refused(/'Default Website ID'/));
});

test.each(['crisp', 'ftp://127.0.0.1', 'http://crisp.example/v1'])(
	"the base URL '%s' fails, and nothing is sent",
	async (baseUrl) => {
		stage.sandbox.clearRequests();
		expect(await tryCredential('website', { baseUrl })).toEqual(failed(/'API Base URL'/));
		expect(stage.sandbox.requests).toEqual([]);
	},
);

test('a base URL where nothing answers fails', async () => {
	const baseUrl = `http://127.0.0.1:${await freePort()}/v1`;
	expect(await tryCredential('website', { baseUrl })).toEqual(failed(/./));
});

test.each([
	['port', '127.0.0.1'],
	['host name', 'localhost'],
])(
	'a redirect to another %s is not followed, so that the token goes nowhere else',
	async (_what, host) => {
		const elsewhere = await startServer(() => ({ body: envelope({}) }));
		const { port } = new URL(elsewhere.url);
		const leading = await startServer(({ url }) => ({
			status: 302,
			headers: { location: `http://${host}:${port}${url}` },
		}));
		try {
			expect(await tryCredential('website', { baseUrl: `${leading.url}/v1` })).toEqual(
				refused(/leads to another address/, /./),
			);
			expect(leading.seen.map(({ headers }) => headers.authorization)).toEqual([
				expect.stringContaining('Basic '),
			]);
			expect(elsewhere.seen).toEqual([]);
		} finally {
			await Promise.all([leading.close(), elsewhere.close()]);
		}
	},
);

test('a used-up daily quota is named', async () => {
	stage.sandbox.faults.rest.answer({ status: 423 });
	expect(await tryCredential('website')).toEqual(refused(/daily quota/));
});

test('no key is in the log of n8n', () => {
	for (const secret of secrets()) expect(stage.n8n.log).not.toContain(secret);
});
