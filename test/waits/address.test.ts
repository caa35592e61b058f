import { addressOf, pathOf, waitIdOf, waitingBase } from '../../nodes/Crisp/waits/address';

const BASE = 'https://n8n.example.com/sub/webhook-waiting';
const PATH = '/sub/webhook-waiting/12/node-1?ask=ab12&signature=cd';

describe('The address of a waiting execution', () => {
	test("is joined from a mark's path and this n8n's own address", () => {
		expect(pathOf(`https://elsewhere.example${PATH}`)).toBe(PATH);
		expect(addressOf(BASE, PATH)).toBe(`https://n8n.example.com${PATH}`);
		expect(waitIdOf(PATH)).toBe('ab12');
		expect(waitIdOf('/x')).toBeNull();
	});

	test.each([
		'',
		'/',
		'//elsewhere.example/sub/webhook-waiting/12/node-1?ask=1',
		'https://elsewhere.example/sub/webhook-waiting/12/node-1?ask=1',
		'/webhook-waiting/12/node-1?ask=1',
		'/sub/webhook-waiting-other/12/node-1?ask=1',
		'/sub/webhook-waiting/../rest/12?ask=1',
		'/sub/webhook-waiting/12/../../rest?ask=1',
		'/sub/webhook-waiting/12/%2e%2e/rest?ask=1',
		'/sub/webhook-waiting/12/node-1',
		'/sub/webhook-waiting/twelve/node-1?ask=1',
		'/sub/webhook-waiting/12/node-1?ask=1#@elsewhere.example',
		'/sub/webhook-waiting/12\\node-1?ask=1',
		'/sub/webhook-waiting/12/node 1?ask=1',
	])('is none where a mark holds %j', (path) => {
		expect(addressOf(BASE, path)).toBeUndefined();
	});

	test('has a base that is known from the resume URL of n8n', () => {
		expect(waitingBase(`${BASE}/__EMPTY__`)).toBe(BASE);
		expect(waitingBase('/undefined')).toBeUndefined();
		expect(waitingBase(7)).toBeUndefined();
	});
});
