import { Crisp } from 'crisp-api';

import type { Sandbox } from '../../sandbox';
import { OPERATOR_IDS } from '../../sandbox';
import { sandboxForTest } from './support';

function client(sandbox: Sandbox, tier: 'website' | 'plugin' | 'user'): Crisp {
	const crisp = new Crisp();
	const { identifier, key } = sandbox.credentials[tier];
	crisp.authenticateTier(tier, identifier, key);
	crisp.setRestHost(sandbox.url);
	return crisp;
}

/** The client's types forget that the body wraps the data; its README does not. */
const wrapped = (data: Record<string, string | number>) =>
	({ data }) as unknown as Record<string, string>;

/** What the official client rejects with. */
const refusal = (code: number, message: string) =>
	expect.objectContaining({ reason: 'error', code, message }) as unknown;

describe('The official client over REST', () => {
	test('holds a conversation from its creation to its removal', async () => {
		const sandbox = await sandboxForTest();
		const { website } = client(sandbox, 'website');
		const id = sandbox.websiteId;

		const { session_id: sessionId } = (await website.createNewConversation(id)) as {
			session_id: string;
		};
		await website.updateConversationMetas(id, sessionId, {
			nickname: 'Jane Doe',
			email: 'jane.doe@example.com',
			segments: ['vip'],
			data: { plan: 'pro' },
		});
		const sent = (await website.sendMessageInConversation(id, sessionId, {
			type: 'text',
			from: 'operator',
			origin: 'chat',
			content: 'Hello Jane',
		})) as { fingerprint: number };
		sandbox.visitor.say('Hello!', { sessionId });
		await website.changeConversationState(id, sessionId, 'resolved');
		await website.assignConversationRouting(id, sessionId, {
			assigned: { user_id: OPERATOR_IDS.owner },
		});

		expect(await website.getMessagesInConversation(id, sessionId)).toEqual([
			expect.objectContaining({ from: 'operator', content: 'Hello Jane', ...sent }),
			expect.objectContaining({ from: 'user', content: 'Hello!' }),
		]);
		expect(await website.getConversation(id, sessionId)).toMatchObject({
			session_id: sessionId,
			state: 'resolved',
			status: 2,
			last_message: 'Hello!',
			assigned: { user_id: OPERATOR_IDS.owner },
			unread: { operator: 1, visitor: 1 },
			meta: { email: 'jane.doe@example.com', segments: ['vip'], data: { plan: 'pro' } },
		});
		expect(await website.listConversations(id, 1)).toHaveLength(1);

		await website.removeConversation(id, sessionId);
		await expect(website.checkConversationExists(id, sessionId)).rejects.toEqual(
			refusal(404, 'route_error'),
		);
		expect(sandbox.conversations()).toEqual([]);
	});

	test('keeps contacts: creates one, refuses the second, changes it, keeps its data', async () => {
		const sandbox = await sandboxForTest();
		const { website } = client(sandbox, 'plugin');
		const id = sandbox.websiteId;
		const jane = { email: 'jane.doe@example.com', person: { nickname: 'Jane Doe' } };

		const { people_id: peopleId } = (await website.addNewPeopleProfile(id, jane)) as {
			people_id: string;
		};
		await expect(website.addNewPeopleProfile(id, jane)).rejects.toEqual(
			refusal(409, 'people_exists'),
		);
		await website.updatePeopleProfile(id, peopleId, { person: { phone: '+33612345678' } });
		await website.updatePeopleData(id, peopleId, wrapped({ plan: 'pro' }));
		await website.updatePeopleData(id, peopleId, wrapped({ seats: 4 }));

		expect(await website.getPeopleProfile(id, 'jane.doe@example.com')).toMatchObject({
			people_id: peopleId,
			person: { nickname: 'Jane Doe', phone: '+33612345678' },
		});
		expect(await website.getPeopleData(id, peopleId)).toEqual({ data: { plan: 'pro', seats: 4 } });
		await expect(website.getPeopleProfile(id, 'nobody@example.com')).rejects.toEqual(
			refusal(404, 'people_not_found'),
		);
	});

	test('sends a campaign once it is complete', async () => {
		const sandbox = await sandboxForTest();
		const { website } = client(sandbox, 'user');
		const id = sandbox.websiteId;
		await website.addNewPeopleProfile(id, {
			email: 'jane.doe@example.com',
			person: { nickname: 'Jane Doe' },
			segments: ['renewal'],
		});
		await website.addNewPeopleProfile(id, {
			email: 'tom@example.com',
			person: { nickname: 'Tom' },
		});

		const { campaign_id: campaignId } = (await website.createNewCampaign(
			id,
			'one-shot',
			'Renewal',
		)) as { campaign_id: string };
		await expect(website.dispatchCampaign(id, campaignId)).rejects.toEqual(
			refusal(409, 'campaign_not_ready'),
		);
		await website.updateCampaign(id, campaignId, {
			subject: 'Your renewal',
			message: 'Your plan ends soon.',
			sender: { user_id: OPERATOR_IDS.owner },
			recipients: { type: 'segments', segments: ['renewal'] },
		} as Parameters<typeof website.updateCampaign>[2]);
		await website.dispatchCampaign(id, campaignId);

		expect(await website.getCampaign(id, campaignId)).toMatchObject({
			ready: true,
			dispatched: true,
			running: false,
			progress: 100,
			targets: 1,
			reached: 1,
		});
		await expect(website.dispatchCampaign(id, campaignId)).rejects.toEqual(
			refusal(409, 'campaign_already_dispatched'),
		);
	});

	test('is told that its token is wrong', async () => {
		const sandbox = await sandboxForTest();
		const crisp = client(sandbox, 'website');
		crisp.authenticate(sandbox.credentials.website.identifier, 'not-the-key');
		await expect(crisp.website.getWebsite(sandbox.websiteId)).rejects.toEqual(
			refusal(401, 'invalid_session'),
		);
	});
});

describe('The official client over RTM', () => {
	test.each(['website', 'plugin', 'user'] as const)(
		'receives what the visitor says with a %s token',
		async (tier) => {
			const sandbox = await sandboxForTest();
			const crisp = client(sandbox, tier);
			const received: unknown[] = [];
			await crisp.on('message:send', (message) => {
				received.push(message);
			});
			try {
				await sandbox.until(() => sandbox.sockets().some(({ authenticated }) => authenticated));
				const { sessionId, fingerprint } = sandbox.visitor.say('Hello!');
				await untilSome(received);

				expect(received).toEqual([
					{
						website_id: sandbox.websiteId,
						session_id: sessionId,
						inbox_id: null,
						type: 'text',
						from: 'user',
						origin: 'chat',
						content: 'Hello!',
						mentions: [],
						stamped: true,
						timestamp: expect.any(Number) as number,
						fingerprint,
						user: { nickname: 'visitor1', user_id: sessionId },
					},
				]);
			} finally {
				// The client has no way to end its socket.
				(crisp as unknown as { _socket: { close: () => void } })._socket.close();
			}
		},
	);
});

async function untilSome(received: unknown[]): Promise<void> {
	for (let turn = 0; received.length === 0 && turn < 200; turn += 1) {
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
