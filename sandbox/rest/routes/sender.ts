import type { JsonObject } from '../../json';
import { copy, isObject } from '../../json';
import type { Conversation, MessageUser, Side } from '../../model';
import type { WebsiteCall } from '../call';

/**
 * Who a REST call speaks as: the visitor of the conversation, the operator whose token it is, or
 * the website where the token belongs to no person. `user` of the body comes on top.
 */
export function callerAsUser(
	{ caller, website, body }: WebsiteCall,
	conversation: Conversation,
	from: Side,
): MessageUser {
	const given: JsonObject = isObject(body.user) ? copy(body.user) : {};
	if (from === 'user') {
		const { nickname } = conversation.meta;
		return { nickname, user_id: conversation.session_id, ...given };
	}
	const [operator] = website.operators.values();
	if (caller.tier === 'user' && operator) {
		const { user_id, first_name, last_name, avatar } = operator;
		return { user_id, nickname: `${first_name} ${last_name}`, avatar, ...given };
	}
	return { type: 'website', nickname: website.name, ...given };
}
