import { authenticationHeaders, readAccount } from '../../nodes/Crisp/client/account';

const fields = { tier: 'plugin', identifier: 'the-identifier', key: 'the-key' };

describe('readAccount', () => {
	test('encodes identifier and key once and names the tier', () => {
		expect(authenticationHeaders(readAccount(fields))).toEqual({
			Authorization: `Basic ${Buffer.from('the-identifier:the-key').toString('base64')}`,
			'X-Crisp-Tier': 'plugin',
		});
	});

	test.each([
		['both parts in Identifier', { identifier: ' the-identifier:the-key ', key: '' }],
		['both parts in Key', { identifier: '', key: 'the-identifier:the-key' }],
		[
			'the pair in Identifier and the key in Key',
			{ identifier: 'the-identifier:the-key', key: 'the-key' },
		],
		['the identifier in Identifier and the pair in Key', { key: 'the-identifier:the-key' }],
		['the pair in both', { identifier: 'the-identifier:the-key', key: 'the-identifier:the-key' }],
		['spaces and line ends around', { identifier: ' the-identifier\n', key: '\tthe-key ' }],
	])('understands %s', (_title, changes) => {
		expect(readAccount({ ...fields, ...changes })).toMatchObject({
			identifier: 'the-identifier',
			key: 'the-key',
		});
	});

	test.each([
		[
			'a pair that contradicts the key',
			{ identifier: 'the-identifier:other-secret', key: 'the-key' },
		],
		[
			'a pair that contradicts the identifier',
			{ identifier: 'other', key: 'the-identifier:other-secret' },
		],
		['a pair without a key', { identifier: 'the-identifier:', key: '' }],
		['a pair without an identifier', { identifier: ':other-secret', key: '' }],
		['more than one colon', { identifier: 'a:b:other-secret', key: '' }],
	])('refuses %s without quoting the key', (_title, changes) => {
		const read = () => readAccount({ ...fields, ...changes });
		expect(read).toThrow("'Identifier' and 'Key' do not fit together");
		expect(read).not.toThrow(/other-secret|the-key/);
	});

	test('names the part that is missing', () => {
		expect(() => readAccount({ ...fields, identifier: ' ' })).toThrow("no 'Identifier'");
		expect(() => readAccount({ ...fields, key: '' })).toThrow("no 'Key'");
		expect(() => readAccount({ ...fields, tier: 'admin' })).toThrow("'Token Tier' must be");
	});

	test('drops slashes at the end of the base URL and has a default', () => {
		expect(readAccount({ ...fields, baseUrl: 'https://crisp.example.com/v1//' }).baseUrl).toBe(
			'https://crisp.example.com/v1',
		);
		expect(readAccount(fields).baseUrl).toBe('https://api.crisp.chat/v1');
	});

	test.each(['http://127.0.0.1:8080/v1', 'http://localhost:8080/v1', 'http://[::1]:8080/v1'])(
		'lets the key travel unencrypted on this machine only: %s',
		(baseUrl) => {
			expect(readAccount({ ...fields, baseUrl }).baseUrl).toBe(baseUrl);
		},
	);

	test.each([
		'http://api.crisp.chat/v1',
		'http://127.0.0.1.example.com/v1',
		'http://localhost.example.com/v1',
		'ftp://api.crisp.chat',
		'https://someone:secret@api.crisp.chat/v1',
		'https://someone@api.crisp.chat/v1',
		'https://api.crisp.chat/v1?x=1',
		'https://api.crisp.chat/v1#x',
		'not an address',
	])('refuses the base URL %s', (baseUrl) => {
		expect(() => readAccount({ ...fields, baseUrl })).toThrow("'API Base URL'");
	});
});
