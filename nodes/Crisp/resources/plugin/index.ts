import type { Resource } from '../../engine/spec';
import * as connect from './connect.records';
import * as subscriptions from './subscription.records';

export const plugin: Resource = {
	name: 'Plugin',
	value: 'plugin',
	operations: [...Object.values(subscriptions), ...Object.values(connect)],
};
