import Crisp from 'crisp-api';

/**
 * The official client, ready to verify web hooks: it says no to everything until half a second after
 * it was told to listen. Replaces the timers for that moment, so nothing may wait meanwhile.
 */
export async function officialVerifier(): Promise<Crisp> {
	jest.useFakeTimers();
	const client = new Crisp();
	client.setRtmMode('webhooks');
	const bound = client.on('message:send', () => {});
	jest.advanceTimersByTime(500);
	await bound;
	jest.useRealTimers();
	return client;
}
