import { WEBSITE, type Case } from '../case';

const PLAN = 'd678dbc1-e49d-47d3-92f2-c436f5b0e4a5';

export const plan: Case[] = [
	{
		sdk: 'plan.getPlanSubscriptionForWebsite',
		resource: 'plan',
		operation: 'get',
		parameters: {},
		call: (client) => client.plan.getPlanSubscriptionForWebsite(WEBSITE),
	},
	{
		sdk: 'plan.listAllActiveSubscriptions',
		resource: 'plan',
		operation: 'getAll',
		parameters: {},
		call: (client) => client.plan.listAllActiveSubscriptions(),
	},
	{
		sdk: 'plan.subscribeWebsiteToPlan',
		resource: 'plan',
		operation: 'subscribe',
		parameters: { planId: PLAN },
		call: (client) => client.plan.subscribeWebsiteToPlan(WEBSITE, PLAN),
	},
	{
		sdk: 'plan.unsubscribePlanFromWebsite',
		resource: 'plan',
		operation: 'unsubscribe',
		parameters: {},
		call: (client) => client.plan.unsubscribePlanFromWebsite(WEBSITE),
	},
	{
		sdk: 'plan.changeBillPeriodForWebsitePlanSubscription',
		resource: 'plan',
		operation: 'changeBillPeriod',
		parameters: { period: 'yearly' },
		call: (client) => client.plan.changeBillPeriodForWebsitePlanSubscription(WEBSITE, 'yearly'),
	},
	{
		sdk: 'plan.checkCouponAvailabilityForWebsitePlanSubscription',
		resource: 'plan',
		operation: 'checkCoupon',
		parameters: { code: 'CRISP+AWESOME' },
		call: (client) =>
			client.plan.checkCouponAvailabilityForWebsitePlanSubscription(WEBSITE, 'CRISP+AWESOME'),
	},
	{
		sdk: 'plan.redeemCouponForWebsitePlanSubscription',
		resource: 'plan',
		operation: 'redeemCoupon',
		parameters: { code: 'CRISP+AWESOME' },
		call: (client) => client.plan.redeemCouponForWebsitePlanSubscription(WEBSITE, 'CRISP+AWESOME'),
	},
];
