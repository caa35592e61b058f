import { WEBSITE, type Case } from '../case';

export const analytics: Case[] = [
	{
		sdk: 'website.generateAnalytics',
		resource: 'analytics',
		operation: 'generate',
		parameters: {
			metric: 'conversation',
			type: 'rating',
			dateFrom: '2026-03-01T00:00:00.000Z',
			dateTo: '2026-03-31T23:59:59.000Z',
			dateSplit: 'monthly',
			dateTimezone: 'Europe/Paris',
			additionalFields: {
				aggregator: 'average',
				days: {
					day: [
						{ day: 'monday', hourFrom: '09:00', hourTo: '18:00' },
						{ day: 'friday', hourFrom: '09:00', hourTo: '16:00' },
					],
				},
				filter: '{ "operator": "a4c32c68-be91-4e29-8a05-976e93abbe3f" }',
				ifMetric: 'conversation',
				ifSplitBy: 'operator',
				rawExport: false,
				splitBy: 'country',
				thenFilter: '["vip"]',
				thenType: 'response_time',
				additionalProperties: '{ "newer": true }',
			},
		},
		call: (client) =>
			client.website.generateAnalytics(WEBSITE, {
				metric: 'conversation',
				type: 'rating',
				aggregator: 'average',
				split_by: 'country',
				filter: { operator: 'a4c32c68-be91-4e29-8a05-976e93abbe3f' },
				date: {
					from: '2026-03-01T00:00:00.000Z',
					to: '2026-03-31T23:59:59.000Z',
					split: 'monthly',
					timezone: 'Europe/Paris',
					days: {
						monday: { hour_from: '09:00', hour_to: '18:00' },
						friday: { hour_from: '09:00', hour_to: '16:00' },
					},
				},
				if: { metric: 'conversation', split_by: 'operator' },
				then: { type: 'response_time', filter: ['vip'] },
				raw_export: false,
				newer: true,
			}),
	},
	{
		sdk: 'website.generateAnalytics',
		resource: 'analytics',
		operation: 'generate',
		parameters: {
			metric: 'other',
			metricName: 'metric-of-your-own',
			type: 'other',
			typeName: 'type-of-your-own',
			dateFrom: '2026-03-01T00:00:00.000Z',
			dateTo: '2026-03-31T23:59:59.000Z',
		},
		call: (client) =>
			client.website.generateAnalytics(WEBSITE, {
				metric: 'metric-of-your-own',
				type: 'type-of-your-own',
				date: {
					from: '2026-03-01T00:00:00.000Z',
					to: '2026-03-31T23:59:59.000Z',
					split: 'monthly',
					timezone: 'UTC',
				},
			}),
	},
];
