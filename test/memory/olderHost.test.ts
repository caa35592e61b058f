import { supply } from './support';

let sdk: () => object;
jest.mock('@n8n/ai-node-sdk', () => sdk());

const notFound = () => {
	throw Object.assign(new Error("Cannot find module '@n8n/ai-node-sdk'"), {
		code: 'MODULE_NOT_FOUND',
	});
};

test.each<[string, () => object]>([
	['has no SDK for memories', notFound],
	['has one that knows no memories', () => ({})],
])('says in plain words that an n8n is too old that %s', async (_name, found) => {
	jest.resetModules();
	sdk = found;
	const supplied = supply({ url: 'http://127.0.0.1:9/v1', items: [{ sessionId: 'session_1' }] });
	await expect(supplied).rejects.toMatchObject({
		message: 'This n8n is too old for Crisp Chat Memory: n8n 2.20 or later is needed',
		description: expect.stringContaining('Update n8n'),
	});
});
