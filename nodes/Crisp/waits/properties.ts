import type { INodeProperties } from 'n8n-workflow';

/** For the options of both triggers. */
export const passOnAnswers: INodeProperties = {
	displayName: 'Pass On Answers',
	name: 'passOnAnswers',
	type: 'boolean',
	default: false,
	description:
		"Whether to start this workflow also with the messages that answer a question of a 'Crisp Ask' node. Otherwise they continue the execution that asked, and nothing else.",
};

/**
 * The address at which n8n's waiting executions are reached, as n8n knows it. Only an expression gives
 * it to a trigger, which has no execution of its own.
 */
export const resumeUrl: INodeProperties = {
	displayName: 'Resume URL',
	name: 'resumeUrl',
	type: 'hidden',
	default: '={{ $execution.resumeUrl }}',
};
