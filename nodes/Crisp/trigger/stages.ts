import type { Arrival } from '../events/item';
import { Lanes, type Laned } from '../lanes';
import { laneOf } from './execution';

/** What was read of a conversation after a gap, before its events are passed on. */
export interface Past {
	website: string;
	sessionId: string;
	/** The conversation as Crisp lists it; absent where it was not listed. */
	values?: Readonly<Record<string, unknown>>;
	/** Its messages since the gap began, in order; absent where they need not or cannot be read. */
	messages?: ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** Whether no message can be missing. */
	isWhole: boolean;
}

/** A rule that decides whether an event starts an execution. */
export interface Stage {
	/** Events that it has to see besides those that the trigger is set to. */
	readonly events?: readonly string[];
	/** Sees each event once, whether the trigger is set to it or not, before it may be judged. */
	learn?(arrival: Arrival): void;
	/** Events are received from now on. */
	connected?(): void;
	/** Events may have been missed since the last call: the connection is lost. */
	lost?(): void;
	/** Sees what was missed of each conversation that has changed meanwhile. */
	recall?(past: Past): void;
	/**
	 * Judges an event that the trigger is set to. Later events of its conversation wait until it has.
	 *
	 * @returns whether the event goes on its way to an execution
	 */
	judge(arrival: Arrival): boolean | Promise<boolean>;
	/** The trigger ends. Nothing is judged afterwards. */
	close?(): void;
}

interface Judged extends Laned {
	arrival: Arrival;
}

/** Where the verdict on an event goes. */
interface Verdicts {
	pass(arrival: Arrival): void;
	drop(arrival: Arrival): void;
	/** A stage could not judge; the event passes, because a message too many is better than one lost. */
	onFailure(error: Error): void;
}

/**
 * Takes each event through all stages, in the order in which the events of its conversation came.
 * Where no stage takes time, nothing waits.
 */
export class Stages {
	private readonly lanes = new Lanes<Judged>();

	private closed = false;

	constructor(
		private readonly stages: readonly Stage[],
		private readonly verdicts: Verdicts,
	) {}

	learn(arrival: Arrival): void {
		for (const stage of this.stages) stage.learn?.(arrival);
	}

	connected(): void {
		for (const stage of this.stages) stage.connected?.();
	}

	lost(): void {
		for (const stage of this.stages) stage.lost?.();
	}

	recall(past: Past): void {
		for (const stage of this.stages) stage.recall?.(past);
	}

	judge(arrival: Arrival): void {
		if (this.stages.length === 0) {
			this.verdicts.pass(arrival);
			return;
		}
		const lane = laneOf(arrival);
		const judged = { arrival, lanes: lane === undefined ? [] : [lane] };
		if (this.lanes.enter(judged)) this.begin(judged);
	}

	close(): void {
		this.closed = true;
		this.lanes.clear();
		for (const stage of this.stages) stage.close?.();
	}

	private begin(judged: Judged): void {
		const verdict = this.ask(judged.arrival, 0);
		if (typeof verdict === 'boolean') this.end(judged, verdict);
		else void verdict.then((passes) => this.end(judged, passes));
	}

	private ask(arrival: Arrival, first: number): boolean | Promise<boolean> {
		for (let index = first; index < this.stages.length; index++) {
			const verdict = this.verdictOf(this.stages[index], arrival);
			if (verdict === false) return false;
			if (verdict === true) continue;
			return verdict.then((passes) => passes && this.ask(arrival, index + 1));
		}
		return true;
	}

	private verdictOf(stage: Stage, arrival: Arrival): boolean | Promise<boolean> {
		try {
			const verdict = stage.judge(arrival);
			return typeof verdict === 'boolean' ? verdict : verdict.catch(this.fail);
		} catch (error) {
			return this.fail(error as Error);
		}
	}

	private readonly fail = (error: Error): boolean => {
		this.verdicts.onFailure(error);
		return true;
	};

	private end(judged: Judged, passes: boolean): void {
		if (this.closed) return;
		if (passes) this.verdicts.pass(judged.arrival);
		else this.verdicts.drop(judged.arrival);
		this.lanes.leave(judged, (next) => this.begin(next));
	}
}
