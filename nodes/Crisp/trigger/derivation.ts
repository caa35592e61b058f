import { NEW_CONVERSATION, nameOfStateChange } from '../events/derived';
import { FirstMessages, type GetData } from '../events/firstMessages';
import type { Arrival } from '../events/item';
import { isStateChange } from '../events/payload';
import type { Stage } from './stages';

/** Gives events the names of derived ones, and drops what serves to tell those only. */
export class Derivation implements Stage {
	private readonly firstMessages = new FirstMessages();

	/** @param chosen events, as they were chosen */
	constructor(
		private readonly chosen: readonly string[],
		private readonly get: GetData,
	) {}

	learn({ event, payload }: Arrival): void {
		if (event === 'message:send') this.firstMessages.learn(payload);
	}

	judge(arrival: Arrival): boolean | Promise<boolean> {
		const { chosen } = this;
		const { event, payload, previousState } = arrival;
		if (isStateChange(event)) {
			const name = nameOfStateChange(event, payload, previousState, chosen);
			arrival.event = name ?? event;
			return name !== undefined;
		}
		if (event !== 'message:send' || !chosen.includes(NEW_CONVERSATION)) return true;
		return this.judgeMessage(arrival);
	}

	private async judgeMessage(arrival: Arrival): Promise<boolean> {
		const wantsAll = this.chosen.includes('message:send');
		const answer = this.firstMessages.isFirst(arrival.payload, this.get);
		// Where that is not to be had it passes, and may be one.
		answer.catch(() => (arrival.event = wantsAll ? arrival.event : NEW_CONVERSATION));
		const isFirst = await answer;
		if (isFirst) arrival.event = NEW_CONVERSATION;
		return isFirst || wantsAll;
	}
}
