import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { isObject } from '../../nodes/Crisp/objects';
import { toMarkdown } from '../../scripts/live/report';
import { compare } from '../../scripts/live/shapes';
import { runLive } from '../../scripts/live/run';
import { Seen } from '../../scripts/live/words';
import { liveTest } from '../support/live';
import { leaksIn, secretsOf } from '../support/secrets';
import { envelope, startServer } from '../support/server';

const RUN_MS = 120_000;

const WEBSITE = '8c842203-7ed8-4e29-a608-7cf78a7d2fcc';

/** A key that could pass for the name of a field. */
const TOKEN = { identifier: 'f1c7a9e2-identifier', key: 'thekeyofthetoken' };

const textsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return isObject(value)
		? Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)])
		: [];
};

describe('a report', () => {
	test(
		'holds nothing that anybody has written in the workspace, and no ID of it',
		async () => {
			const { sandbox, run, close } = await liveTest();
			try {
				const { sessionId } = sandbox.visitor.say('My iban is DE02120300000000202051', {
					nickname: 'Wilhelmine von Humboldt',
					email: 'wilhelmine@private.example',
				});
				await fetch(
					`${sandbox.apiUrl}/website/${sandbox.websiteId}/conversation/${sessionId}/meta`,
					{
						method: 'PATCH',
						headers: {
							authorization: `Basic ${Buffer.from('sandbox-user:sandbox-user-key').toString('base64')}`,
							'x-crisp-tier': 'user',
							'content-type': 'application/json',
						},
						body: JSON.stringify({ data: { medication: 'Aspirin', 'Tax number': '12/345' } }),
					},
				);
				const report = await run('user');
				const text = JSON.stringify(report) + toMarkdown(report);
				const written = [
					...textsIn(sandbox.conversations()),
					...textsIn(sandbox.contacts()),
					...textsIn(sandbox.campaigns()),
					...textsIn(sandbox.messages(sessionId)),
					'medication',
					'Tax number',
				].filter((one) => one.length > 3 && (/[^a-z_:,]/.test(one) || one === 'medication'));
				expect(written.length).toBeGreaterThan(50);
				expect(written.filter((one) => text.includes(one))).toEqual([]);
				expect(leaksIn(report, secretsOf(sandbox.credentials.user))).toEqual([]);
				expect(text).not.toContain(sandbox.websiteId);
				expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|session_[0-9a-f]|@/);
			} finally {
				await close();
			}
		},
		RUN_MS,
	);

	test(
		'holds no key and no value whatever a server answers, in whatever place',
		async () => {
			const value = 'wilhelmine';
			const folder = mkdtempSync(path.join(os.tmpdir(), 'n8n-nodes-crisp-live-'));
			const server = await startServer(({ method, url }) => {
				const nasty = {
					session_id: 'session_1c0f7b52-4e8a-4d63-b9f1-a7d20e9c3b84',
					fingerprint: 163240180126629,
					[TOKEN.key]: TOKEN.key,
					[value]: value,
					'jane@example.com': 'jane@example.com',
					[`name_${TOKEN.key.toUpperCase()}`]: 'Wilhelmine von Humboldt',
					nested: { [value]: [{ [TOKEN.key]: 1 }], name: value },
				};
				const isRead = method === 'GET' && /conversation\/|visitors\/count|settings/.test(url);
				if (url.endsWith('/people/stats')) {
					return { status: 400, body: { error: true, reason: TOKEN.key, data: nasty } };
				}
				if (/inbox|team|operator|template/.test(url)) {
					return { status: 404, body: { error: true, reason: value, data: { message: value } } };
				}
				return { body: envelope(isRead || method !== 'GET' ? nasty : [nasty]) };
			});
			try {
				const report = await runLive({
					account: {
						tier: 'website',
						...TOKEN,
						websiteId: WEBSITE,
						baseUrl: `${server.url}/v1`,
						webhookSecret: '',
					},
					leftoversFile: path.join(folder, 'leftovers.json'),
					pause: async () => {},
					progress: () => {},
				});
				const text = JSON.stringify(report);
				expect(report.ended).toBeUndefined();
				expect(report.reads.filter(({ unknown }) => unknown.length > 0).length).toBeGreaterThan(5);
				expect(text).toContain('400 *');
				expect(leaksIn(report, [...secretsOf(TOKEN), TOKEN.identifier])).toEqual([]);
				for (const one of [TOKEN.key, value, 'Humboldt', 'jane@', '163240180126629', WEBSITE]) {
					expect(text.toLowerCase()).not.toContain(one.toLowerCase());
				}
			} finally {
				await server.close();
				rmSync(folder, { recursive: true, force: true });
			}
		},
		RUN_MS,
	);
});

describe('words', () => {
	const seen = new Seen(TOKEN, WEBSITE);
	seen.note({ person: { nickname: 'jane' }, list: ['Private text', 'text'] });

	test('of the API pass, and what has been seen as a value does not', () => {
		expect(seen.word('waiting_since')).toBe('waiting_since');
		for (const word of [
			'jane',
			'Jane',
			TOKEN.key,
			TOKEN.key.slice(2, 9),
			'jane@example.com',
			'a b',
		]) {
			expect(seen.word(word)).toBe('*');
		}
	});

	test('are masked in a text, however it holds them', () => {
		const pair = Buffer.from(`${TOKEN.identifier}:${TOKEN.key}`).toString('base64');
		const text = `a ${pair} b ${TOKEN.key.toUpperCase()} c private TEXT d x@y.z e 10.1.2.3 f ${WEBSITE}`;
		expect(seen.scrub({ [text]: [text] })).toEqual({
			'a *** b *** c *** d *** e *** f ***': ['a *** b *** c *** d *** e *** f ***'],
		});
		expect(seen.mask('type: text')).toBe('type: text');
	});
});

describe('an answer', () => {
	const word = (name: string) => (name === 'jane' ? '*' : name);
	const compared = (value: unknown, shape: unknown) => compare(value, shape, word);

	test('as it is known says nothing', () => {
		const shape = {
			id: 'string',
			count: 'number|null',
			list: [{ at: 'number' }],
			content: ['string', { url: 'string' }],
			data: { '<key>': 'any' },
			odd: 'whatever',
		};
		const value = {
			id: 'x',
			count: null,
			list: [{ at: 1 }, { at: 2 }],
			content: { any: 1 },
			data: { jane: 'x', other: {} },
			odd: [1],
		};
		expect(compared(value, shape)).toEqual([]);
		expect(compared({ data: { 'Tax number': 1 } }, { data: {} })).toEqual([]);
	});

	test('with something else says where and of what kind, without a value', () => {
		const shape = { id: 'string', meta: { device: { os: 'string' } }, list: ['number'] };
		const value = {
			id: 7,
			meta: { device: { os: 'Secret OS', screen: { width: 1 } }, jane: 'Secret' },
			list: ['Secret'],
			extra: 'Secret',
		};
		expect(compared(value, shape)).toEqual([
			'id: number instead of string',
			'meta.device.screen: object is not known',
			'meta.*: string is not known',
			'list[]: string instead of number',
			'extra: string is not known',
		]);
		expect(compared([], { id: 'string' })).toEqual(['answer: list instead of object']);
	});
});
