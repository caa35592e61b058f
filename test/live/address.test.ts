import { socketAddress } from '../../nodes/Crisp/live/address';

const QUERY = '?EIO=4&transport=websocket';

describe('the address to dial', () => {
	it.each([
		['wss://relay.example/w/1/', `wss://relay.example/w/1/${QUERY}`],
		['wss://relay.example/w/1', `wss://relay.example/w/1/${QUERY}`],
		['wss://relay.example/', `wss://relay.example/${QUERY}`],
		['wss://relay.example', `wss://relay.example/${QUERY}`],
		['wss://relay.example:8443/w/', `wss://relay.example:8443/w/${QUERY}`],
		['https://relay.example/w/', `wss://relay.example/w/${QUERY}`],
		['wss://relay.example/w/1/?node=7&x=y#f', `wss://relay.example/w/1/${QUERY}`],
		['wss://user:pass@relay.example/w/', `wss://relay.example/w/${QUERY}`],
	])('of %s is %s', (endpoint, address) => {
		expect(socketAddress(endpoint)).toBe(address);
	});

	it.each(['ws://127.0.0.1:80/w/', 'http://localhost:80/w/', 'ws://[::1]:80/w/'])(
		'may be unencrypted on this machine (%s)',
		(endpoint) => {
			expect(socketAddress(endpoint)).toMatch(/^ws:\/\/.*\/w\/\?EIO=4/);
		},
	);

	it.each([
		'ws://relay.example/w/',
		'http://relay.example/w/',
		'ws://127.0.0.1.example/w/',
		'ws://localhost.example/w/',
		'ws://127.0.0.1@relay.example/w/',
		'ftp://relay.example/',
		'relay.example/w/',
		'javascript:alert(1)',
		'',
	])('is refused for %j', (endpoint) => {
		expect(socketAddress(endpoint)).toBeUndefined();
	});
});
