import type { IDataObject } from 'n8n-workflow';

import { isLoopback } from '../client/loopback';
import type { Choice, How, Whom } from '../waits/answers';

export interface QuestionToSend {
	message: string;
	whom: Whom;
	how: How;
	choices: readonly Choice[];
	/** Of the wait. */
	id: string;
	/** @returns the signed address that stands for a choice */
	linkOf(choice: Choice): string;
}

const quoted = (choices: readonly Choice[]): string => {
	const labels = choices.map(({ label }) => `“${label}”`);
	return labels.length < 2
		? labels.join('')
		: `${labels.slice(0, -1).join(', ')} or ${labels.at(-1)}`;
};

function note({ message, how, choices, linkOf }: QuestionToSend): string {
	if (how === 'freeText') return `${message}\n\nTo answer, write a private note.`;
	const links = choices.map((choice) => ({ label: choice.label, link: linkOf(choice) }));
	const isLocal = links.some(({ link }) => isLoopback(new URL(link).hostname));
	return [
		message,
		links.map(({ label, link }) => `${label}: ${link}`).join('\n'),
		`Or write a private note that says just ${quoted(choices)}.`,
		...(isLocal
			? ['(This n8n has no public address: the links work only on the machine on which it runs.)']
			: []),
	].join('\n\n');
}

/** The ID of the picker of a wait. */
export const pickerId = (id: string): string => `n8n-${id}`;

/**
 * The message that asks, as Crisp takes it: to the team a private note, to the visitor a text or a
 * picker. It is marked as automated, so that it does not count as a human who takes over.
 */
export function toMessage(question: QuestionToSend): IDataObject {
	const { whom, how, message, choices, id } = question;
	const common = { from: 'operator', origin: 'chat', automated: true };
	if (whom === 'team') return { ...common, type: 'note', content: note(question) };
	if (how === 'freeText') return { ...common, type: 'text', content: message };
	return {
		...common,
		type: 'picker',
		content: {
			id: pickerId(id),
			text: message,
			choices: choices.map(({ label, value }) => ({ label, value, selected: false })),
		},
	};
}
