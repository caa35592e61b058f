import type { Case } from '../case';

export const media: Case[] = [
	{
		sdk: 'media.listAnimationMedias',
		resource: 'media',
		operation: 'getAnimations',
		parameters: {
			pageNumber: '2',
			listId: 'f7fb43da-1cd8-49c1-ade0-9f5b71d034e3',
			searchQuery: 'thank you',
		},
		// The client's type says an object; the Go client sends a text.
		call: (client) =>
			client.media.listAnimationMedias(
				2,
				'f7fb43da-1cd8-49c1-ade0-9f5b71d034e3',
				'thank you' as never,
			),
	},
];
