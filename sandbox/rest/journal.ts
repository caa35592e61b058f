/** A request as it came in. Headers are left out: one of them is the key. */
export interface RequestRecord {
	verb: string;
	/** Path as sent, from `/v1/` on and without the query. */
	path: string;
	query: Record<string, string>;
	/** Parsed body; undefined where there was none. */
	body?: unknown;
	/** Value of X-Crisp-Tier. */
	tier?: string;
	/** Status of the answer; undefined while there is none or where the connection was cut. */
	status?: number;
}

const MAX_RECORDS = 5_000;

/** The requests received, oldest first; past 5,000 the oldest are forgotten. */
export class Journal {
	readonly records: RequestRecord[] = [];

	add(record: RequestRecord): RequestRecord {
		this.records.push(record);
		if (this.records.length > MAX_RECORDS) this.records.shift();
		return record;
	}

	clear(): void {
		this.records.length = 0;
	}
}
