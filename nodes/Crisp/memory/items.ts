import type { IDataObject, INodeParameters, ISupplyDataFunctions } from 'n8n-workflow';

import { isObject } from '../objects';

/** An expression that ends with a key, such as `={{ $('Visitor writes').item.json.sessionId }}`. */
const LAST_KEY = /^=\s*\{\{(.+?)(?:\??\.\w+|\[\s*(['"])\w+\2\s*\])\s*\}\}\s*$/s;

/** The triggers of this package, also where n8n has loaded it from its folder for custom code. */
const CRISP_TRIGGER = /\.crisp(Webhook)?Trigger$/;

/** What an expression gives; `undefined` where it cannot be evaluated or gives no object. */
function objectOf(
	context: ISupplyDataFunctions,
	expression: string,
	itemIndex: number,
): IDataObject | undefined {
	try {
		const value = context.evaluateExpression(`{{ ${expression} }}`, itemIndex);
		return isObject(value) ? value : undefined;
	} catch {
		// Such as an item that n8n cannot pair: then it is looked for elsewhere.
		return undefined;
	}
}

/** Expressions for the items of the Crisp triggers that the agent's item may stem from. */
function triggerItems(context: ISupplyDataFunctions, itemIndex: number): string[] {
	const { name } = objectOf(context, '({ name: $prevNode.name })', itemIndex) ?? {};
	if (typeof name !== 'string') return [];
	return context
		.getParentNodes(name)
		.filter(({ type }) => CRISP_TRIGGER.test(type))
		.map((trigger) => `$(${JSON.stringify(trigger.name)}).item.json`);
}

/**
 * Items that may hold the message that the agent is asked with, the likeliest first: the agent's own,
 * the one that the session ID is taken from, and those of the Crisp triggers before. n8n does not tell a
 * memory the prompt.
 *
 * @param sessionId the node's parameter as the user has entered it
 */
export function* askingItems(
	context: ISupplyDataFunctions,
	itemIndex: number,
	sessionId: INodeParameters[string],
): Generator<IDataObject> {
	const [, source] = LAST_KEY.exec(typeof sessionId === 'string' ? sessionId : '') ?? [];
	const places = ['$json', ...(source === undefined ? [] : [`(${source})`])];
	for (const place of [...places, ...triggerItems(context, itemIndex)]) {
		const item = objectOf(context, place, itemIndex);
		if (item) yield item;
	}
}
