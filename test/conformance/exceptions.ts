/** A field that no case gives a value, as no request shows it. */
export interface Exception {
	/** As `resource: operation`; without one, all that have the field. */
	operation?: string;
	/** Its path, as `allFields` names it; what is below is left out with it. */
	field: string;
	reason: string;
}

const FORM = 'Decides the form of what the node returns; the request is the same.';
const FILES =
	'Decides what is downloaded after the request, from elsewhere and without credentials.';

/** Only fields that go nowhere but to the operation's own code can be here; that is tested. */
export const exceptions: Exception[] = [
	{ field: 'output', reason: FORM },
	{ field: 'outputFields', reason: FORM },
	{ operation: 'message: getAll', field: 'mergeConsecutive', reason: FORM },
	{ operation: 'message: getAll', field: 'includeNotes', reason: FORM },
	{ field: 'options', reason: FILES },
	{
		operation: 'message: sendFile',
		field: 'binaryPropertyName',
		reason:
			'Names a part of the item. Its file goes to the bucket first, see test/live/upload.test.ts.',
	},
];
