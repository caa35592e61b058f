import {
	NodeOperationError,
	tryToParseDateTime,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { toSessionId } from '../message';
import { asObject, isObject } from '../objects';
import type { Choice, How, Whom } from '../waits/answers';
import type { Place } from '../waits/marks';
import { APPROVE, approvalChoices, DECLINE } from './asked';

/** What one item asks. */
export interface QuestionWish extends Place {
	item: number;
	message: string;
	whom: Whom;
	how: How;
	choices: Choice[];
}

const refuse = (
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError =>
	new NodeOperationError(context.getNode(), message, { itemIndex, description });

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

const isEqual = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function readButtons(context: IExecuteFunctions, item: number): Choice[] {
	const { button } = asObject(context.getNodeParameter('buttons', item, {}));
	const rows = (Array.isArray(button) ? button : [button]).filter(isObject);
	const buttons = rows.map((row) => {
		const label = textOf(row.label);
		return { label, value: textOf(row.value) || label };
	});
	if (buttons.length === 0) {
		throw refuse(
			context,
			item,
			"'Buttons' is empty",
			"Add at least one button, or choose 'Free Text' as 'Response Type'.",
		);
	}
	for (const [index, { label, value }] of buttons.entries()) {
		if (label === '') {
			throw refuse(
				context,
				item,
				`Button ${index + 1} has no label`,
				"Fill in its 'Label', or remove it from 'Buttons'.",
			);
		}
		const other = buttons.findIndex(
			(one) => isEqual(one.value, value) || isEqual(one.label, label),
		);
		if (other !== index) {
			throw refuse(
				context,
				item,
				`Buttons ${other + 1} and ${index + 1} have the same ${isEqual(buttons[other].value, value) ? 'value' : 'label'}`,
				'Give each button a label and a value of its own, so that the answer tells which one it was.',
			);
		}
	}
	return buttons;
}

function readApproval(context: IExecuteFunctions, item: number): Choice[] {
	const { approveLabel, declineLabel } = asObject(context.getNodeParameter('options', item, {}));
	const approve = textOf(approveLabel) || 'Approve';
	const decline = textOf(declineLabel) || 'Decline';
	if (isEqual(approve, decline) || isEqual(approve, DECLINE) || isEqual(decline, APPROVE)) {
		throw refuse(
			context,
			item,
			"'Approve Label' and 'Decline Label' cannot be told apart",
			"Give each a text of its own that is not the other's word.",
		);
	}
	return approvalChoices(approve, decline);
}

/**
 * Reads what an item asks.
 *
 * @param defaultWebsite of the credential
 * @throws NodeOperationError that names the field
 */
export function readWish(
	context: IExecuteFunctions,
	item: number,
	defaultWebsite: string,
): QuestionWish {
	const text = (name: string, extractValue = false) =>
		textOf(context.getNodeParameter(name, item, '', { extractValue }));
	const given = text('sessionId', true);
	if (given === '') {
		throw refuse(
			context,
			item,
			"'Conversation' is empty",
			"Choose the conversation to ask in, for example '{{ $json.session_id }}' of a Crisp Trigger.",
		);
	}
	const websiteId = text('websiteId', true) || defaultWebsite;
	if (websiteId === '') {
		throw refuse(
			context,
			item,
			"'Workspace' is empty and the credential has no default workspace",
			"Choose a workspace in the node, or fill in 'Default Website ID' in the credential.",
		);
	}
	const message = text('message');
	if (message === '') {
		throw refuse(context, item, "'Message' is empty", 'Write the question.');
	}
	const how = text('responseType') as How;
	if (how !== 'approval' && how !== 'buttons' && how !== 'freeText') {
		throw refuse(
			context,
			item,
			"'Response Type' has an unknown value",
			"Choose 'Approval', 'Buttons' or 'Free Text'.",
		);
	}
	// A visitor never approves anything, whatever the node holds.
	const whom: Whom = how === 'approval' || text('askWhom') === 'team' ? 'team' : 'visitor';
	const choices =
		how === 'freeText'
			? []
			: how === 'approval'
				? readApproval(context, item)
				: readButtons(context, item);
	return { item, websiteId, sessionId: toSessionId(given), message, whom, how, choices };
}

const UNIT_MS: Record<string, number> = {
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

function endOf(context: IExecuteFunctions, values: IDataObject, now: number): number {
	if (values.limitType === 'atSpecifiedTime') {
		const { maxDateAndTime } = values;
		try {
			return tryToParseDateTime(maxDateAndTime, context.getTimezone()).toMillis();
		} catch {
			return NaN;
		}
	}
	return now + Number(values.resumeAmount) * (UNIT_MS[String(values.resumeUnit)] ?? NaN);
}

/** The last moment that a date can hold. */
const MAX_TIME = 8.64e15;

/**
 * When the wait is over, in milliseconds since 1970; 0 where it has no limit. One execution waits for
 * all its items at once, so that the first item decides.
 *
 * @throws NodeOperationError where the time is not valid, or has passed
 */
export function readLimit(context: IExecuteFunctions, now: number): number {
	const { limitWaitTime } = asObject(context.getNodeParameter('options', 0, {}));
	const { values } = asObject(limitWaitTime);
	if (!isObject(values)) return 0;
	const end = endOf(context, values, now);
	if (!(Math.abs(end) <= MAX_TIME)) {
		throw refuse(
			context,
			0,
			"'Limit Wait Time' is not a valid time",
			"Give it an amount and a unit, or a date and time in 'Max Date and Time'.",
		);
	}
	if (end <= now) {
		throw refuse(
			context,
			0,
			"'Limit Wait Time' has passed already",
			'Give a time in the future, or remove the option to wait without a limit. Nothing was sent.',
		);
	}
	return Math.round(end);
}
