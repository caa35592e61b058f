import { durationInWords } from '../units';
import type { Outage } from './outages';

/** That the connection is back, as the end of a sentence. */
export const describeReturn = ({ lasted, attempts }: Outage): string =>
	`is connected to Crisp again after ${durationInWords(lasted)} (attempts: ${attempts})`;

const inBrackets = (lanes: readonly string[]): string =>
	lanes.length > 0 ? ` (${lanes.join(', ')})` : '';

/**
 * What is logged when an execution has lost its worker.
 *
 * @param lanes websites and conversations that it was about
 * @param again whether it is started once more
 */
export const describeLostWorker = (lanes: readonly string[], again: boolean): string =>
	`the worker of an execution has gone before its end${inBrackets(lanes)}. ${
		again
			? 'It is started once more, so what the worker had done already may happen twice.'
			: 'It is not started again, because that has happened to it several times.'
	}`;

/**
 * @param lanes websites and conversations that it was about
 * @param ms how long its end was waited for
 */
export const describeOverdue = (lanes: readonly string[], ms: number): string =>
	`n8n has not reported the end of an execution for ${durationInWords(ms)}${inBrackets(lanes)}. What comes next no longer waits for it.`;
