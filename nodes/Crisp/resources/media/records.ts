import { defineOperation } from '../../engine/define';

export const getAnimations = defineOperation({
	name: 'Get Animations',
	value: 'getAnimations',
	action: 'Search animations in media',
	description:
		"Ask Crisp for a page of animated pictures to send in a message. The output says only that Crisp took the request: the pictures arrive as the real-time event 'media:animation:listed', which is for user tokens.",
	sdk: 'media.listAnimationMedias',
	request: { method: 'GET', path: '/media/animation/list/{pageNumber}' },
	output: 'success',
	needs: { tiers: ['user'] },
	fields: [
		{
			displayName: 'Page',
			name: 'pageNumber',
			type: 'string',
			required: true,
			default: '1',
			placeholder: 'e.g. 2',
			description: 'Number of the page of results, from 1',
			to: 'path',
		},
		{
			displayName: 'List ID',
			name: 'listId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. f7fb43da-1cd8-49c1-ade0-9f5b71d034e3',
			description: 'An ID that you choose; the event repeats it, so that you can recognize it',
			to: 'query.list_id',
		},
		{
			displayName: 'Search',
			name: 'searchQuery',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. thank you',
			description: 'What the animations should show',
			to: 'query.search_query',
		},
	],
});
