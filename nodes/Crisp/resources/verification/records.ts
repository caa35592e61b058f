import { defineOperation } from '../../engine/define';
import type { Needs } from '../../client/errors';

const verify = (access: 'read' | 'write'): Needs => ({
	tiers: ['website', 'plugin', 'user'],
	scope: `website:verify ${access}`,
});

export const getSettings = defineOperation({
	name: 'Get Settings',
	value: 'getSettings',
	action: 'Get settings of identity verification',
	description: 'Read whether visitors must prove their email with a signature',
	sdk: 'website.getVerifySettings',
	request: { method: 'GET', path: '/website/{websiteId}/verify/settings' },
	output: 'item',
	needs: verify('read'),
	fields: [],
});

export const updateSettings = defineOperation({
	name: 'Update Settings',
	value: 'updateSettings',
	action: 'Update settings of identity verification',
	description: 'Switch the verification of visitors on or off',
	sdk: 'website.updateVerifySettings',
	request: { method: 'PATCH', path: '/website/{websiteId}/verify/settings' },
	output: 'success',
	needs: verify('write'),
	fields: [
		{
			displayName: 'Enabled',
			name: 'enabled',
			type: 'boolean',
			default: true,
			description: 'Whether the email of a visitor counts as verified only with a valid signature',
			to: 'body.enabled',
		},
	],
});

export const getKey = defineOperation({
	name: 'Get Key',
	value: 'getKey',
	action: 'Get key of identity verification',
	description:
		'Read the secret with which your server signs the emails of visitors. It is part of the output: keep it from logs and visitors.',
	sdk: 'website.getVerifyKey',
	request: { method: 'GET', path: '/website/{websiteId}/verify/key' },
	output: 'item',
	needs: verify('read'),
	fields: [],
});

export const rollKey = defineOperation({
	name: 'Roll Key',
	value: 'rollKey',
	action: 'Roll key of identity verification',
	description:
		'Replace the secret with a new one. Every signature made with the old one becomes invalid at once, and this cannot be undone.',
	sdk: 'website.rollVerifyKey',
	request: { method: 'POST', path: '/website/{websiteId}/verify/key' },
	output: 'success',
	needs: verify('write'),
	fields: [],
});
