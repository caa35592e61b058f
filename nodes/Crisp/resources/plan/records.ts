import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';

/** All plan routes but the one that reads a website's plan were labelled for user tokens only. */
const userOnly: Needs = { tiers: ['user'] };

export const get = defineOperation({
	name: 'Get',
	value: 'get',
	action: 'Get plan of workspace',
	description: 'Read which plan a workspace has, its price, period, trial and end',
	sdk: 'plan.getPlanSubscriptionForWebsite',
	request: { method: 'GET', path: '/plans/subscription/{websiteId}' },
	output: 'item',
	needs: { tiers: ['website', 'plugin', 'user'], scope: 'plan:subscription read' },
	fields: [],
});

export const getAll = defineOperation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many plan subscriptions',
	description: 'List the active plans of every workspace of the account',
	sdk: 'plan.listAllActiveSubscriptions',
	request: { method: 'GET', path: '/plans/subscription' },
	output: 'items',
	needs: userOnly,
	fields: [],
});

export const subscribe = defineOperation({
	name: 'Subscribe',
	value: 'subscribe',
	action: 'Subscribe workspace to plan',
	description: 'Put a workspace on a plan. This may cost money from now on.',
	sdk: 'plan.subscribeWebsiteToPlan',
	request: { method: 'POST', path: '/plans/subscription/{websiteId}' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Plan ID',
			name: 'planId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. d678dbc1-e49d-47d3-92f2-c436f5b0e4a5',
			description: 'The plan to subscribe to, as a workspace that has it returns it',
			to: 'body.plan_id',
		},
	],
});

export const unsubscribe = defineOperation({
	name: 'Unsubscribe',
	value: 'unsubscribe',
	action: 'Unsubscribe workspace from plan',
	description:
		'End the paid plan of a workspace. The features and limits of the plan are lost, and a call cannot undo this: the workspace has to subscribe again.',
	sdk: 'plan.unsubscribePlanFromWebsite',
	request: { method: 'DELETE', path: '/plans/subscription/{websiteId}' },
	output: 'success',
	needs: userOnly,
	fields: [],
});

export const changeBillPeriod = defineOperation({
	name: 'Change Bill Period',
	value: 'changeBillPeriod',
	action: 'Change bill period of plan',
	description: 'Bill the plan of a workspace by the month or by the year',
	sdk: 'plan.changeBillPeriodForWebsitePlanSubscription',
	request: { method: 'PATCH', path: '/plans/subscription/{websiteId}/bill/period' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: [
				{ name: 'Monthly', value: 'monthly' },
				{ name: 'Yearly', value: 'yearly' },
			],
			default: 'monthly',
			description: 'How often the plan is billed',
			to: 'body.period',
		},
	],
});

export const checkCoupon = defineOperation({
	name: 'Check Coupon',
	value: 'checkCoupon',
	action: 'Check coupon for plan',
	description: 'Read what a coupon is worth for the plan of a workspace, without using it',
	sdk: 'plan.checkCouponAvailabilityForWebsitePlanSubscription',
	request: { method: 'GET', path: '/plans/subscription/{websiteId}/coupon' },
	output: 'item',
	needs: userOnly,
	fields: [
		{
			displayName: 'Coupon Code',
			name: 'code',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. CRISP+AWESOME',
			description: 'The coupon to look up',
			to: 'query.code',
		},
	],
});

export const redeemCoupon = defineOperation({
	name: 'Redeem Coupon',
	value: 'redeemCoupon',
	action: 'Redeem coupon for plan',
	description: 'Apply a coupon to the plan of a workspace. This cannot be undone.',
	sdk: 'plan.redeemCouponForWebsitePlanSubscription',
	request: { method: 'PATCH', path: '/plans/subscription/{websiteId}/coupon' },
	output: 'success',
	needs: userOnly,
	fields: [
		{
			displayName: 'Coupon Code',
			name: 'code',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. CRISP+AWESOME',
			description: 'The coupon to use',
			to: 'body.code',
		},
	],
});
