import { NodeOperationError, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';

import { readCredential } from '../client/request';
import { connectionKey } from '../client/account';
import { plainError } from '../client/errors';
import { maskSecrets } from '../mask';
import { systemClock, type Clock } from '../clock';
import { isChosenWebsite } from '../events/filter';
import { Hub } from '../realtime/hub';
import { findSocketClass, type SocketClass } from '../realtime/socket';
import { makeEndpoints } from '../live/endpoints';
import { sharedHub } from '../live/sharedHub';
import { makeIntake } from './intake';
import { OutageLog } from './outages';
import { websiteOf } from '../events/payload';
import { asObject } from '../objects';
import { readSettings } from './settings';
import { describeEnd, endToError } from '../live/words';

/** What the trigger depends on, for tests to replace. */
export interface TriggerDependencies {
	clock: Clock;
	/** Milliseconds since 1970. */
	today: () => number;
	findSocketClass: () => Promise<SocketClass | undefined>;
	random?: () => number;
	/** Shares connections; one of its own where it is left out. */
	hub?: Hub;
}

/** All triggers of this process share it. */
const REAL: TriggerDependencies = {
	clock: systemClock,
	today: Date.now,
	findSocketClass,
	hub: sharedHub,
};

/**
 * Connects the trigger node to Crisp.
 *
 * Settles with the first outcome: a permanent one (token not accepted, wrong setting) throws, so
 * that the activation says so; a passing one activates and goes on trying. In a manual run both
 * throw, as somebody is waiting. Afterwards only what a person must act on is reported, once.
 *
 * @throws NodeApiError or NodeOperationError
 */
export async function runTrigger(
	context: ITriggerFunctions,
	dependencies: TriggerDependencies = REAL,
): Promise<ITriggerResponse> {
	try {
		return await connect(context, dependencies);
	} catch (error) {
		throw plainError(context.getNode(), error);
	}
}

async function connect(
	context: ITriggerFunctions,
	{
		clock,
		today,
		findSocketClass: find,
		random,
		hub = new Hub({ clock, random }),
	}: TriggerDependencies,
): Promise<ITriggerResponse> {
	const node = context.getNode();
	const manual = context.getMode() === 'manual';
	const account = await readCredential(context);
	const settings = readSettings(context, account);
	const { websiteId } = settings;
	const socketClass = await find();
	if (socketClass === undefined) {
		throw new NodeOperationError(node, 'This n8n has no WebSocket to connect to Crisp with', {
			description: 'Update n8n, or run it on Node.js 22 or later.',
		});
	}

	const { id, name } = context.getWorkflow();
	const subject = `'${node.name}' of workflow '${name ?? id}'`;
	const intake = makeIntake(context, account, settings, { clock, today, subject });
	const outages = new OutageLog(
		context.logger,
		clock,
		subject,
		(end) => describeEnd(end, account),
		intake.outlook,
	);

	const endpoints = makeEndpoints(context, account, websiteId);
	const subscriber = hub.subscribe({
		key: connectionKey(account),
		socketClass,
		login: endpoints.login,
		events: intake.subscribes,
		// A website token is bound to its website; the official clients narrow nothing either.
		...(websiteId === undefined || account.tier === 'website' ? {} : { rooms: [websiteId] }),
		// The connection brings the websites of others, too.
		accepts: (_event, data) => isChosenWebsite(websiteId, websiteOf(asObject(data))),
		lookUpEndpoints: endpoints.lookUp,
		onEvent: intake.take,
		onState(change) {
			intake.follow(change, outages.note(change));
		},
		onFailure: (end) => context.emitError(endToError(node, end, account)),
		onOddity(what, error) {
			const words = error instanceof Error ? `${what}: ${error.message}` : what;
			const line = `${subject}: ${maskSecrets(account)(words)}`;
			if (error instanceof Error) context.logger.warn(line);
			else context.logger.debug(line);
		},
	});

	const close = async () => {
		intake.close();
		await subscriber.stop();
	};
	const begin = async () => {
		const { state, end } = await subscriber.start();
		const hopeless = state === 'stopped' || (manual && state === 'waiting');
		if (!hopeless || end === undefined) {
			if (!manual) await intake.ready();
			return;
		}
		// n8n does not call closeFunction for a manual run that fails.
		await close();
		throw endToError(node, end, account);
	};
	if (manual) return { closeFunction: close, manualTriggerFunction: begin };
	await begin();
	return { closeFunction: close };
}
