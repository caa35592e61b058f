import type { IDataObject } from 'n8n-workflow';

import { ValueError } from '../../engine/convert';
import type { Parts } from '../../engine/spec';
import { defineOperation } from '../../engine/define';
import { additionalProperties } from '../common';

/** Crisp takes the hours by name of the day, which rows cannot say: `{ monday: { hour_from, hour_to } }`. */
function withDays(parts: Parts): Parts {
	const rows = parts.input.days as IDataObject[] | undefined;
	if (!rows?.length) return parts;
	const body = parts.body as IDataObject;
	const days = Object.fromEntries(rows.map(({ day, ...hours }) => [day, hours]));
	return { ...parts, body: { ...body, date: { ...(body.date as IDataObject), days } } };
}

/** The choice that asks for a name; the name takes its place in the request. */
const OTHER = 'other';

/**
 * Checked here and not by the editor, which would also ask for a name where an expression gives the
 * metric or the type itself.
 *
 * @throws ValueError where 'Other' has no name
 */
function checkNames({ body }: Parts): void {
	const { metric, type } = body as IDataObject;
	if (metric === OTHER) throw new ValueError("'Metric Name' is empty");
	if (type === OTHER) throw new ValueError("'Type Name' is empty");
}

export const generate = defineOperation({
	name: 'Generate',
	value: 'generate',
	action: 'Generate analytics of workspace',
	description:
		'Compute a metric over a period, such as ratings or response times per month: one item for each point in time. Not part of every plan of Crisp.',
	sdk: 'website.generateAnalytics',
	request: { method: 'POST', path: '/website/{websiteId}/analytics/generate' },
	output: 'items',
	// Labelled for user tokens; a published connector is known to run it with a plugin token.
	needs: { tiers: ['plugin', 'user'], scope: 'website:analytics read' },
	fields: [
		{
			displayName: 'Metric',
			name: 'metric',
			type: 'options',
			options: [
				{ name: 'Conversations', value: 'conversation' },
				{ name: 'Visitor Visits', value: 'visitor_visit' },
				{ name: 'Other', value: OTHER, description: 'A metric that you name yourself' },
			],
			default: 'conversation',
			description:
				'What to measure. Crisp does not publish its list of metrics; these are known to work.',
			to: 'body.metric',
		},
		{
			displayName: 'Metric Name',
			name: 'metricName',
			type: 'string',
			default: '',
			placeholder: 'e.g. visitor_visit',
			description: 'What the Crisp API calls the metric',
			displayOptions: { show: { metric: [OTHER] } },
			to: 'body.metric',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{ name: 'Rating', value: 'rating', description: 'Of conversations' },
				{ name: 'Response Time', value: 'response_time', description: 'Of conversations' },
				{ name: 'Unique', value: 'unique', description: 'Of visitor visits' },
				{ name: 'Other', value: OTHER, description: 'A type that you name yourself' },
			],
			default: 'rating',
			description:
				'Which figure of the metric to compute. These are known to work; Crisp does not publish its list.',
			to: 'body.type',
		},
		{
			displayName: 'Type Name',
			name: 'typeName',
			type: 'string',
			default: '',
			placeholder: 'e.g. response_time',
			description: 'What the Crisp API calls the type',
			displayOptions: { show: { type: [OTHER] } },
			to: 'body.type',
		},
		{
			displayName: 'From',
			name: 'dateFrom',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'Start of the period',
			to: 'body.date.from',
		},
		{
			displayName: 'To',
			name: 'dateTo',
			type: 'dateTime',
			required: true,
			default: '',
			description: 'End of the period',
			to: 'body.date.to',
		},
		{
			displayName: 'Split',
			name: 'dateSplit',
			type: 'string',
			required: true,
			default: 'monthly',
			placeholder: 'e.g. monthly',
			description: "Crisp's name for the length of each point in time; 'monthly' is known to work",
			to: 'body.date.split',
		},
		{
			displayName: 'Timezone',
			name: 'dateTimezone',
			type: 'string',
			required: true,
			default: 'UTC',
			placeholder: 'e.g. Europe/Paris',
			description: 'Name of the timezone in which days and months begin',
			to: 'body.date.timezone',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Aggregator',
					name: 'aggregator',
					type: 'string',
					default: 'average',
					placeholder: 'e.g. average',
					description: "How values of a point in time become one; 'average' is known to work",
					to: 'body.aggregator',
				},
				{
					displayName: 'Days',
					name: 'days',
					type: 'fixedCollection',
					typeOptions: { multipleValues: true },
					placeholder: 'Add Day',
					default: {},
					description: 'The days of the week and their hours to which the period is narrowed',
					options: [
						{
							displayName: 'Day',
							name: 'day',
							values: [
								{
									displayName: 'Day',
									name: 'day',
									type: 'options',
									options: [
										{ name: 'Friday', value: 'friday' },
										{ name: 'Monday', value: 'monday' },
										{ name: 'Saturday', value: 'saturday' },
										{ name: 'Sunday', value: 'sunday' },
										{ name: 'Thursday', value: 'thursday' },
										{ name: 'Tuesday', value: 'tuesday' },
										{ name: 'Wednesday', value: 'wednesday' },
									],
									default: 'monday',
									description: 'Day of the week',
									to: 'item.day',
								},
								{
									displayName: 'Hour From',
									name: 'hourFrom',
									type: 'string',
									required: true,
									default: '',
									placeholder: 'e.g. 09:00',
									description: 'When the hours of the day begin',
									to: 'item.hour_from',
								},
								{
									displayName: 'Hour To',
									name: 'hourTo',
									type: 'string',
									required: true,
									default: '',
									placeholder: 'e.g. 18:00',
									description: 'When the hours of the day end',
									to: 'item.hour_to',
								},
							],
						},
					],
					to: 'input',
				},
				{
					displayName: 'Filter (JSON)',
					name: 'filter',
					type: 'json',
					default: '',
					description: 'What to count, as an object that the Crisp API understands',
					to: 'body.filter',
				},
				{
					displayName: 'If Metric',
					name: 'ifMetric',
					type: 'string',
					default: '',
					placeholder: 'e.g. conversation',
					description:
						"Count only where this other metric has a value too; to be given together with 'If Split By'",
					to: 'body.if.metric',
				},
				{
					displayName: 'If Split By',
					name: 'ifSplitBy',
					type: 'string',
					default: '',
					description: "Crisp's name for what the other metric is divided by",
					to: 'body.if.split_by',
				},
				{
					displayName: 'Raw Export',
					name: 'rawExport',
					type: 'boolean',
					default: true,
					description: 'Whether to return the raw entries in place of computed points',
					to: 'body.raw_export',
				},
				{
					displayName: 'Split By',
					name: 'splitBy',
					type: 'string',
					default: '',
					description: "Crisp's name for what each point in time is divided by",
					to: 'body.split_by',
				},
				{
					displayName: 'Then Filter (JSON)',
					name: 'thenFilter',
					type: 'json',
					default: '',
					description:
						'What to count of the other metric, as an object that the Crisp API understands',
					to: 'body.then.filter',
				},
				{
					displayName: 'Then Type',
					name: 'thenType',
					type: 'string',
					default: '',
					placeholder: 'e.g. response_time',
					description: 'Which figure of the other metric to compute',
					to: 'body.then.type',
				},
				additionalProperties,
			],
		},
	],
	prepare: (parts) => {
		checkNames(parts);
		return withDays(parts);
	},
});
