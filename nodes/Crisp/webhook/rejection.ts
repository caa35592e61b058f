/** Why a request starts nothing and is not accepted. */
export interface Rejection {
	/** 503 asks the sender to try again later. */
	status: 400 | 401 | 403 | 413 | 503;
	/** What the sender is told: a short sentence of ours, with nothing of the request or the secret. */
	reason: string;
	/** What the log says besides, for whoever looks after the workflow. */
	advice?: string;
}
