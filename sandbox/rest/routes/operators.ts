import { copy } from '../../json';
import type { Operator } from '../../model';
import type { World } from '../../world';
import type { Routes, WebsiteCall } from '../call';
import { deleted, guessed, listed, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';

const BASE = 'website/{website_id}/operator/{user_id}';

const CHANGE: Schema = {
	required: ['role'],
	properties: { role: { enum: ['owner', 'member'] }, title: { type: 'string' } },
};

function operatorOf({ website, params }: WebsiteCall): Operator {
	const operator = website.operators.get(params.user_id);
	if (!operator) throw guessed('unknownOperatorRead');
	return operator;
}

const details = ({ since: _since, ...operator }: Operator) => copy(operator);

const operators = ({ website }: WebsiteCall) => [...website.operators.values()];

const online = (call: WebsiteCall) =>
	operators(call).filter(({ availability }) => availability === 'online');

/** Operators and who of them is there. */
export function operatorRoutes(world: World): Routes<WebsiteCall> {
	return {
		'GET website/{website_id}/operators/list': (call) =>
			listed(operators(call).map((operator) => ({ type: 'operator', details: details(operator) }))),

		'GET website/{website_id}/operators/active': (call) =>
			listed(
				online(call).map(({ user_id, avatar, first_name, last_name, since }) => ({
					user_id,
					avatar,
					nickname: `${first_name} ${last_name}`,
					timestamp: since,
				})),
			),

		[`GET ${BASE}`]: (call) => resolved(details(operatorOf(call))),

		[`PATCH ${BASE}`]: (call) => {
			const operator = operatorOf(call);
			check(CHANGE, call.body);
			const { role, title } = call.body as { role: Operator['role']; title?: string };
			Object.assign(operator, { role, title: title ?? operator.title });
			return updated();
		},

		[`DELETE ${BASE}`]: (call) => {
			call.website.operators.delete(operatorOf(call).user_id);
			return deleted();
		},

		'GET website/{website_id}/availability/status': (call) => {
			const since = Math.max(0, ...operators(call).map((operator) => operator.since));
			return resolved({ status: online(call).length > 0 ? 'online' : 'offline', since });
		},

		'GET website/{website_id}/availability/operators': (call) =>
			listed(
				operators(call).map(({ user_id, availability, since }) => ({
					user_id,
					type: availability,
					time: { for: Math.floor((world.now() - since) / 1000), since },
				})),
			),
	};
}
