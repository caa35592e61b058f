/** What an event carries; it goes over the wire as JSON. */
export type Payload = Record<string, unknown>;

/** Something that happened, under Crisp's own event name. */
export interface CrispEvent {
	name: string;
	/** Website it belongs to; null where the event is addressed to one token. */
	websiteId: string | null;
	/** Identifier of the token it is addressed to, where it has no website. */
	identifier?: string;
	payload: Payload;
}

export type Listener = (event: CrispEvent) => void;

/** Hands every event to all who listen, in the order in which things happened. */
export class Hub {
	private readonly listeners = new Set<Listener>();

	/** Returns the function that ends the listening. */
	listen(listener: Listener): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	emit(event: CrispEvent): void {
		for (const listener of [...this.listeners]) listener(event);
	}
}
