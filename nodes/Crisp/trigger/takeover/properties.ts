import type { INodeProperties } from 'n8n-workflow';

/** Shown where events of visitors are chosen, which are what is held back. */
const show = { events: ['conversation:new', 'message:send', 'message:updated'] };

export const takeoverMinutes: INodeProperties = {
	displayName: 'Human Takeover Minutes',
	name: 'humanTakeoverMinutes',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	description: "How many minutes after the human's last message the bot stays silent",
	displayOptions: { show: { ...show, humanTakeover: ['forMinutes'] } },
};

export const humanTakeover: INodeProperties[] = [
	{
		displayName: 'Human Takeover',
		name: 'humanTakeover',
		type: 'options',
		default: 'off',
		description:
			'Whether messages of visitors start the workflow while a human has the conversation. Private notes, automated messages and messages without the ID of an operator are no takeover. Not applied when you test a step.',
		options: [
			{
				name: 'Off',
				value: 'off',
				description: 'Messages of visitors start the workflow whoever answers',
			},
			{
				name: 'Silent for Some Minutes',
				value: 'forMinutes',
				description:
					"After each message of an operator, and after 'Hand Off to Human', for a time of your choice",
			},
			{
				name: 'Silent Until Handed Back',
				value: 'untilHandedBack',
				description:
					"From when an operator answers or is assigned, or 'Hand Off to Human' was used, until 'Hand Back to Bot', or until the conversation is unassigned or resolved",
			},
		],
		displayOptions: { show },
	},
	takeoverMinutes,
];
