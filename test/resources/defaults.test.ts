import { NodeHelpers, type INode } from 'n8n-workflow';

import { flatName } from '../../nodes/Crisp/engine/outputModes';
import { sdkMethods } from '../../nodes/Crisp/engine/spec';
import answers from '../../scripts/answers.json';
import { credential, executeNode } from '../support/n8n';
import { actionNodes, nodeWith, resourcesOf } from '../support/nodes';
import { envelope, refusal, startServer, type Reply, type TestServer } from '../support/server';

let server: TestServer;
let reply: (method: string) => Reply;
beforeAll(async () => {
	server = await startServer(({ method = '' }) => reply(method));
});
beforeEach(() => {
	server.seen.length = 0;
	reply = () => ({ body: envelope({}) });
});
afterAll(async () => await server.close());

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const run = async (resource: string, operation: string, parameters: object) =>
	await executeNode(nodeWith(resource, operation), {
		parameters: { resource, operation, ...parameters },
		credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
	});

const sent = () => server.seen.map(({ method, body }) => [method, JSON.parse(body || '{}')]);

/** What a person sees first of a resource, where it is no read: the operation most come for. */
const NO_READS = [
	'message: send',
	'apiRequest: send',
	'analytics: generate',
	'bucket: generateUrl',
	'conversationWidget: fetchData',
];

describe('a resource that is chosen in the editor', () => {
	const first = Object.entries(actionNodes).flatMap(([node, { description }]) =>
		resourcesOf[node].map(({ value, operations }) => {
			const selector = description.properties.find(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(value),
			);
			const operation = operations.find((one) => one.value === selector?.default);
			return { title: `${value}: ${operation?.value}`, method: operation?.request.method ?? '' };
		}),
	);

	test('begins with a read, or with the one operation that most come for', () => {
		const changing = first.filter(({ method }) => !['GET', 'HEAD'].includes(method));
		const titles = changing.map(({ title }) => title);
		expect(titles.filter((title) => !NO_READS.includes(title))).toEqual([]);
	});

	test('shows the shorter form of one conversation or contact, not that of a list', () => {
		const titles = first.map(({ title }) => title);
		expect(titles).toEqual(expect.arrayContaining(['conversation: get', 'contact: get']));
		expect(titles).not.toContain('conversation: getAll');
	});

	test('never begins with what shows a secret', () => {
		expect(first.map(({ title }) => title)).not.toContain('verification: getKey');
	});
});

test('a new Crisp Admin node lacks no required field', () => {
	const { description } = actionNodes.crispAdmin;
	const { properties } = description;
	const node: INode = {
		id: '1',
		name: 'Crisp Admin',
		type: 'crispAdmin',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	node.parameters =
		NodeHelpers.getNodeParameters(properties, {}, true, false, node, description) ?? {};
	expect(node.parameters).toMatchObject({ resource: 'website', operation: 'get' });
	expect(NodeHelpers.getNodeParametersIssues(properties, node, description)).toBeNull();
});

describe('what is not set is not sent', () => {
	test('a new title leaves the role of an operator alone', async () => {
		await run('operator', 'changeMembership', {
			userId: byId('operator-1'),
			updateFields: { title: 'CTO' },
		});
		expect(sent()).toEqual([['PATCH', { title: 'CTO' }]]);
	});

	const columns = (value: Record<string, string>) => ({ mappingMode: 'defineBelow', value });

	test('a contact keeps its name and what an empty cell stands for', async () => {
		reply = () => ({ body: envelope({ people_id: 'people-1' }) });
		await run('contact', 'upsert', {
			email: 'jane@example.com',
			columns: columns({ nickname: '', phone: '', segments: '', city: 'Nantes', companyName: '' }),
		});
		expect(sent()[1]).toEqual(['PATCH', { person: { geolocation: { city: 'Nantes' } } }]);
	});

	test('a new contact without a name is named after its email', async () => {
		reply = (method) =>
			method === 'GET'
				? { status: 404, body: refusal('people_not_found') }
				: { body: envelope({ people_id: 'people-1' }) };
		await run('contact', 'upsert', {
			email: 'jane@example.com',
			columns: columns({ phone: '1' }),
		});
		expect(sent()[1]).toEqual([
			'POST',
			{ email: 'jane@example.com', person: { nickname: 'jane', phone: '1' } },
		]);
	});

	test('the subscription of a contact is kept unless it is switched off', async () => {
		await run('contact', 'updateSubscription', { peopleId: byId('people-1') });
		expect(sent()).toEqual([['PATCH', { email: true }]]);
	});
});

describe('what Crisp wants is sent although nobody has to fill it in', () => {
	const sessionId = byId('session_1');

	test('for a message', async () => {
		await run('message', 'send', { sessionId, text: 'Hello' });
		expect(sent()[0][1]).toEqual({
			type: 'text',
			content: 'Hello',
			from: 'operator',
			origin: 'chat',
			automated: true,
		});
	});

	test("for marking the visitor's messages as read", async () => {
		await run('conversation', 'markAsRead', { sessionId });
		expect(sent()[0][1]).toEqual({ from: 'user', origin: 'chat' });
	});

	test('for a typing indicator', async () => {
		await run('conversation', 'compose', { sessionId });
		expect(sent()[0][1]).toEqual({ type: 'start', from: 'operator' });
	});

	test('and what was sent for one item is not kept for the next', async () => {
		await executeNode(nodeWith('message', 'send'), {
			parameters: {
				resource: 'message',
				operation: 'send',
				sessionId,
				text: 'Hello',
				additionalFields: { origin: '={{ $json.origin }}' },
			},
			items: [{ json: { origin: 'email' } }, { json: {} }],
			credential: credential(`${server.url}/v1`, { websiteId: 'website-1' }),
		});
		expect(server.seen.map(({ body }) => JSON.parse(body).origin)).toEqual(['email', 'chat']);
	});
});

test('a campaign that is refused says how any token can write to contacts', async () => {
	reply = () => ({ status: 403, body: refusal('not_allowed') });
	await expect(run('campaign', 'dispatch', { campaignId: byId('campaign-1') })).rejects.toThrow(
		expect.objectContaining({
			description: expect.stringContaining("use 'Send' of the resource 'Message'"),
		}),
	);
});

describe('outputs that hold a secret', () => {
	const SECRET = /^(key|password|secret|signed|token)$|_(password|secret|token)$/;

	/** Names of custom data, which Crisp calls keys, too. */
	const NO_SECRETS = [
		'website.listSuggestedConversationDataKeys',
		'website.listSuggestedPeopleDataKeys',
	];

	/** Dotted paths of the secret texts in an answer. */
	const secretsIn = (shape: unknown, at = ''): string[] => {
		if (typeof shape !== 'object' || shape === null) return [];
		return Object.entries(shape).flatMap(([name, inner]) => {
			const isSecret = SECRET.test(name) && typeof inner === 'string' && inner.includes('string');
			return isSecret ? [at + name] : secretsIn(inner, `${at}${name}.`);
		});
	};

	/** By operation, with the flat names that 'Selected Fields' gives them. */
	const secretsOf = (node: string) =>
		resourcesOf[node].flatMap(({ operations }) =>
			operations.flatMap((operation) =>
				sdkMethods(operation)
					.filter((method) => !NO_SECRETS.includes(method))
					.flatMap((method) => secretsIn([(answers as Record<string, unknown>)[method]].flat()[0]))
					.flatMap((path) => (operation.simplify ? [path, flatName(path)] : [path])),
			),
		);

	test.each(Object.keys(actionNodes))('are known to n8n, which never shows them: %s', (node) => {
		const { sensitiveOutputFields } = actionNodes[node].description;
		const secrets = new Set(secretsOf(node));
		expect(secrets.size).toBeGreaterThan(0);
		expect([...secrets].sort()).toEqual([...(sensitiveOutputFields ?? [])].sort());
	});
});
