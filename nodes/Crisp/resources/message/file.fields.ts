import type { Field } from '../../engine/spec';

/** Which file to send and how it is shown. Read by `sendFile.operation.ts`. */
export const fileFields: Field[] = [
	{
		displayName: 'File From',
		name: 'fileSource',
		type: 'options',
		options: [
			{
				name: 'Binary Data',
				value: 'binary',
				description: 'Of the input item; it is uploaded to Crisp',
			},
			{ name: 'URL', value: 'url', description: 'Kept elsewhere, where everybody can open it' },
		],
		default: 'binary',
		description: 'Where the file comes from',
		to: 'input',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		description: 'The name of the input binary field that holds the file',
		displayOptions: { show: { fileSource: ['binary'] } },
		to: 'input',
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/invoice.pdf',
		description: 'Address that the visitor can open without a login',
		displayOptions: { show: { fileSource: ['url'] } },
		to: 'input',
	},
	{
		displayName: 'File Options',
		name: 'fileOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Duration',
				name: 'duration',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Seconds of a recording, which is shown with a player then',
				to: 'input',
			},
			{
				displayName: 'File Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. invoice.pdf',
				description: "Name that the visitor sees, if not the file's own",
				to: 'input',
			},
			{
				displayName: 'MIME Type',
				name: 'fileType',
				type: 'string',
				default: '',
				placeholder: 'e.g. application/pdf',
				description: 'What it is, if its name and binary data do not tell',
				to: 'input',
			},
			{
				displayName: 'Send As',
				name: 'sendAs',
				type: 'options',
				options: [
					{ name: 'Animation', value: 'animation' },
					{ name: 'Audio', value: 'audio' },
					{ name: 'Automatic', value: 'auto' },
					{ name: 'File', value: 'file' },
				],
				default: 'auto',
				description:
					'Automatic sends a GIF as animation, a recording with a duration as audio, all else as file',
				to: 'input',
			},
		],
	},
];
