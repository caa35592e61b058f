import { copy } from '../../json';
import type { CampaignTemplate } from '../../model';
import type { World } from '../../world';
import type { Routes, WebsiteCall } from '../call';
import { added, deleted, guessed, listed, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';

const BASE = 'website/{website_id}/campaigns/template/{template_id}';

const TEMPLATE: Schema = {
	properties: {
		name: { type: 'string', minLength: 1 },
		format: { enum: ['html', 'markdown'] },
		content: { type: 'string' },
	},
};

function templateOf({ website, params }: WebsiteCall): CampaignTemplate {
	const template = website.templates.get(params.template_id);
	if (!template) throw guessed('unknownTemplate');
	return template;
}

/** Templates of campaigns. */
export function campaignTemplateRoutes(world: World): Routes<WebsiteCall> {
	const save = (blank: Partial<CampaignTemplate>) => (call: WebsiteCall) => {
		const template = templateOf(call);
		check(TEMPLATE, call.body);
		const { name, format, content } = call.body as Partial<CampaignTemplate>;
		Object.assign(template, blank, {
			name: name ?? template.name,
			format: format ?? template.format,
			updated_at: world.now(),
		});
		if (content !== undefined) template.content = content;
		return updated();
	};

	return {
		'GET website/{website_id}/campaigns/templates/{page_number}': ({ website, query, params }) => {
			const name = query.text('search_name').toLowerCase();
			const types = ['static', 'custom'].filter((type) => query.flag(`filter_type_${type}`));
			const shown = [...website.templates.values()]
				.reverse()
				.filter((template) => template.name.toLowerCase().includes(name))
				.filter(({ type }) => types.length === 0 || types.includes(type))
				.map(({ content: _c, ...template }) => template);
			return listed(query.page(copy(shown), params.page_number));
		},

		'POST website/{website_id}/campaigns/template': ({ website, body }) => {
			check({ ...TEMPLATE, required: ['format', 'name'] }, body);
			const { name, format } = body as { name: string; format: string };
			const now = world.now();
			const template_id = world.uuid();
			website.templates.set(template_id, {
				template_id,
				type: 'custom',
				name,
				format,
				content: '',
				created_at: now,
				updated_at: now,
			});
			return added({ template_id });
		},

		[`HEAD ${BASE}`]: (call) => resolved(templateOf(call).template_id),
		[`GET ${BASE}`]: (call) => resolved(copy(templateOf(call))),
		[`PUT ${BASE}`]: save({ content: '' }),
		[`PATCH ${BASE}`]: save({}),

		[`DELETE ${BASE}`]: (call) => {
			call.website.templates.delete(templateOf(call).template_id);
			return deleted();
		},
	};
}
