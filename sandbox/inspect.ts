import type { Router } from 'express';
import express from 'express';

import type { RequestRecord } from './rest/journal';
import type { SocketInfo } from './realtime/server';

/**
 * What a test in another process needs to see: `GET /sandbox` answers the open sockets and the
 * requests received.
 */
export function inspectApi(
	look: () => { sockets: SocketInfo[]; requests: RequestRecord[] },
): Router {
	const router = express.Router();
	router.get('/', (_request, response) => {
		response.json(look());
	});
	return router;
}
