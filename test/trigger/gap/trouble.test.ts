import type { INode } from 'n8n-workflow';

import type { Refusal } from '../../../nodes/Crisp/client/answer';
import { refusalToError } from '../../../nodes/Crisp/client/errors';
import { isQuota, saysNothing, troubleOf } from '../../../nodes/Crisp/trigger/gap/trouble';

const NODE = { name: 'Crisp Trigger', type: 'crispTrigger', parameters: {} } as unknown as INode;

const errorOf = (refusal: Refusal) =>
	refusalToError(NODE, refusal, { tier: 'website', baseUrl: 'https://crisp.test', attempts: 1 });

describe('what a failed request means for a gap', () => {
	it.each<[Refusal, string]>([
		[{ kind: 'cut', status: 200, code: 'ERR_BAD_RESPONSE' }, 'passes'],
		[{ kind: 'notJson', status: 200 }, 'passes'],
		[{ kind: 'notCrisp', status: 200 }, 'passes'],
		[{ kind: 'saysNothing', status: 200 }, 'passes'],
		[{ kind: 'unreachable', code: 'ECONNRESET' }, 'passes'],
		[{ kind: 'timeout', code: 'ECONNABORTED' }, 'passes'],
		[{ kind: 'refused', status: 408 }, 'passes'],
		[{ kind: 'refused', status: 420 }, 'passes'],
		[{ kind: 'refused', status: 425 }, 'passes'],
		[{ kind: 'refused', status: 429 }, 'passes'],
		[{ kind: 'refused', status: 500 }, 'passes'],
		[{ kind: 'refused', status: 503 }, 'passes'],
		[{ kind: 'refused', status: 401 }, 'person'],
		[{ kind: 'refused', status: 423, reason: 'quota_limit_exceeded' }, 'person'],
		[{ kind: 'refused', status: 402 }, 'gone'],
		[{ kind: 'refused', status: 403 }, 'gone'],
		[{ kind: 'refused', status: 404 }, 'gone'],
		[{ kind: 'refused', status: 200, reason: 'not_found' }, 'gone'],
		[{ kind: 'cancelled' }, 'stopped'],
	])('%j: %s', (refusal, trouble) => {
		expect(troubleOf(errorOf(refusal))).toBe(trouble);
	});

	it('a credential that cannot be read wants a person', () => {
		expect(troubleOf(new Error("The credential has no 'Key'."))).toBe('person');
	});

	it('knows an answer without a list', () => {
		expect(saysNothing(errorOf({ kind: 'saysNothing', status: 200 }))).toBe(true);
		expect(saysNothing(errorOf({ kind: 'notJson', status: 200 }))).toBe(false);
	});

	it('knows a used-up quota', () => {
		expect(isQuota(errorOf({ kind: 'refused', status: 423 }))).toBe(true);
		expect(isQuota(errorOf({ kind: 'refused', status: 401 }))).toBe(false);
		expect(isQuota(new Error('quota'))).toBe(false);
	});
});
