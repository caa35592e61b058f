import { Deliveries } from './deliveries';
import { Deriving } from './derive';

/** A cause of refusals is told again after so long; a sender that goes on must not fill the log. */
const TELL_AGAIN_MS = 600_000;

/** What a process remembers of one trigger from request to request. */
export class NodeHistory {
	readonly deliveries = new Deliveries();

	readonly deriving = new Deriving();

	private readonly told = new Map<string, number>();

	/** Whether a cause is worth a line in the log. */
	isNews(cause: string, now: number): boolean {
		const last = this.told.get(cause);
		if (last !== undefined && now - last < TELL_AGAIN_MS) return false;
		this.told.set(cause, now);
		return true;
	}
}

/** The histories of all triggers, by workflow and node: as many as there are such nodes. */
export class HookHistory {
	private readonly nodes = new Map<string, NodeHistory>();

	of(scope: string): NodeHistory {
		let history = this.nodes.get(scope);
		if (history === undefined) {
			history = new NodeHistory();
			this.nodes.set(scope, history);
		}
		return history;
	}
}
