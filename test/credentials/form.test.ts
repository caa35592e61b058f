import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { CrispApi } from '../../credentials/CrispApi.credentials';

const { properties } = new CrispApi();

/** The fields that the dialog shows. */
const shown = (values: Record<string, string | boolean>): INodeProperties[] =>
	properties.filter((property) =>
		NodeHelpers.displayParameter(
			{ tier: 'website', webHooks: false, ...values },
			property,
			null,
			null,
		),
	);

const isRequired = (tier: string, name: string) =>
	shown({ tier }).find((property) => property.name === name)?.required === true;

describe('the dialog of the credential', () => {
	it.each(['website', 'plugin', 'user'])('says where to find a %s token', (tier) => {
		const notices = shown({ tier }).filter(({ type }) => type === 'notice');
		expect(notices).toHaveLength(1);
	});

	it('needs both parts of the token, and the website where the token needs it', () => {
		for (const tier of ['website', 'plugin', 'user']) {
			expect(isRequired(tier, 'identifier')).toBe(true);
			expect(isRequired(tier, 'key')).toBe(true);
			expect(isRequired(tier, 'websiteId')).toBe(tier === 'website');
		}
	});

	it('asks for each value once', () => {
		for (const tier of ['website', 'plugin', 'user']) {
			const names = shown({ tier, webHooks: true }).map(({ name }) => name);
			expect(names).toEqual([...new Set(names)]);
		}
	});

	it('asks for the secret of web hooks only where they are wanted', () => {
		const names = (webHooks: boolean) => shown({ webHooks }).map(({ name }) => name);
		expect(names(false)).not.toContain('webhookSecret');
		expect(names(true)).toContain('webhookSecret');
	});

	it('says below each field what belongs there', () => {
		for (const { name, type, hint } of properties) {
			if (type === 'string') expect([name, hint]).toEqual([name, expect.any(String)]);
		}
	});
});
