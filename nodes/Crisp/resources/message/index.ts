import type { Resource } from '../../engine/spec';
import * as records from './records';

export const message: Resource = {
	name: 'Message',
	value: 'message',
	first: 'send',
	operations: Object.values(records),
};
