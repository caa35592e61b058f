import { byId, OPERATOR, WEBSITE, type Case } from '../case';

const ARTICLES = 'articles' as never;
const PATH = 'orders/delivery/shipping-policy.md';
const locale = byId('en');
const treePath = byId(PATH);

export const helpdeskArticle: Case[] = [
	{
		sdk: 'website.listHelpdeskTree',
		resource: 'helpdeskArticle',
		operation: 'getAll',
		parameters: {
			locale,
			contentType: 'articles',
			filters: {
				filterDateStart: '2026-03-01T00:00:00.000Z',
				filterDateEnd: '2026-04-01T00:00:00.000Z',
				subPath: 'orders/delivery',
				searchTitle: 'shipping',
			},
		},
		call: (client) =>
			client.website.listHelpdeskTree(
				WEBSITE,
				'en',
				ARTICLES,
				1,
				'orders/delivery',
				'shipping',
				'2026-03-01T00:00:00.000Z',
				'2026-04-01T00:00:00.000Z',
			),
	},
	{
		sdk: 'website.resolveHelpdeskTreePath',
		resource: 'helpdeskArticle',
		operation: 'get',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.resolveHelpdeskTreePath(WEBSITE, 'en', ARTICLES, PATH),
	},
	{
		sdk: 'website.resolveHelpdeskTreeContent',
		resource: 'helpdeskArticle',
		operation: 'getContent',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.resolveHelpdeskTreeContent(WEBSITE, 'en', ARTICLES, PATH),
	},
	{
		sdk: 'website.resolveHelpdeskTreeMetadata',
		resource: 'helpdeskArticle',
		operation: 'getMetadata',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.resolveHelpdeskTreeMetadata(WEBSITE, 'en', ARTICLES, PATH),
	},
	{
		sdk: 'website.resolveHelpdeskTreePage',
		resource: 'helpdeskArticle',
		operation: 'getPage',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.resolveHelpdeskTreePage(WEBSITE, 'en', ARTICLES, PATH),
	},
	{
		sdk: 'website.resolveHelpdeskPageEntity',
		resource: 'helpdeskArticle',
		operation: 'getPageByEntity',
		parameters: { locale, contentType: 'articles', entityId: byId('1xh7pqk') },
		call: (client) => client.website.resolveHelpdeskPageEntity(WEBSITE, 'en', ARTICLES, '1xh7pqk'),
	},
	{
		sdk: 'website.listHelpdeskPages',
		resource: 'helpdeskArticle',
		operation: 'getPages',
		parameters: { locale, contentType: 'articles' },
		call: (client) => client.website.listHelpdeskPages(WEBSITE, 'en', ARTICLES, 1),
	},
	{
		sdk: 'website.createHelpdeskTreePath',
		resource: 'helpdeskArticle',
		operation: 'create',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.createHelpdeskTreePath(WEBSITE, 'en', ARTICLES, PATH),
	},
	{
		sdk: 'website.saveHelpdeskTreeContent',
		resource: 'helpdeskArticle',
		operation: 'create',
		parameters: {
			locale,
			contentType: 'articles',
			treePath,
			additionalFields: { content: '# Shipping' },
		},
		call: (client) =>
			client.website.saveHelpdeskTreeContent(WEBSITE, 'en', ARTICLES, PATH, '# Shipping'),
	},
	{
		sdk: 'website.updateHelpdeskTreeMetadata',
		resource: 'helpdeskArticle',
		operation: 'create',
		parameters: {
			locale,
			contentType: 'articles',
			treePath,
			additionalFields: {
				content: '# Shipping',
				authorUserId: OPERATOR,
				color: '#1972f5',
				description: 'What we ship, and where',
				featured: true,
				format: 'markdown',
				hidden: false,
				image: 'https://example.com/shipping.png',
				published: true,
				title: 'Shipping policy',
				additionalProperties: '{ "image": "https://example.com/other.png" }',
			},
		},
		call: (client) =>
			client.website.updateHelpdeskTreeMetadata(WEBSITE, 'en', ARTICLES, PATH, {
				author: { user_id: OPERATOR },
				color: '#1972f5',
				description: 'What we ship, and where',
				state: { featured: true, hidden: false, published: true },
				format: 'markdown',
				image: 'https://example.com/other.png',
				title: 'Shipping policy',
			}),
	},
	{
		sdk: 'website.saveHelpdeskTreeContent',
		resource: 'helpdeskArticle',
		operation: 'update',
		parameters: {
			locale,
			contentType: 'articles',
			treePath,
			updateFields: { content: '# Shipping' },
		},
		call: (client) =>
			client.website.saveHelpdeskTreeContent(WEBSITE, 'en', ARTICLES, PATH, '# Shipping'),
	},
	{
		sdk: 'website.updateHelpdeskTreeMetadata',
		resource: 'helpdeskArticle',
		operation: 'update',
		parameters: {
			locale,
			contentType: 'articles',
			treePath,
			updateFields: {
				authorUserId: OPERATOR,
				color: '#1972f5',
				description: 'What we ship, and where',
				featured: true,
				format: 'markdown',
				hidden: false,
				image: 'https://example.com/shipping.png',
				published: true,
				title: 'Shipping policy',
				additionalProperties: '{ "image": "https://example.com/other.png" }',
			},
		},
		call: (client) =>
			client.website.updateHelpdeskTreeMetadata(WEBSITE, 'en', ARTICLES, PATH, {
				author: { user_id: OPERATOR },
				color: '#1972f5',
				description: 'What we ship, and where',
				state: { featured: true, hidden: false, published: true },
				format: 'markdown',
				image: 'https://example.com/other.png',
				title: 'Shipping policy',
			}),
	},
	{
		sdk: 'website.updateHelpdeskTreePath',
		resource: 'helpdeskArticle',
		operation: 'move',
		parameters: {
			locale,
			contentType: 'articles',
			treePath,
			action: 'move',
			additionalFields: {
				pathTo: 'orders/returns/shipping-policy.md',
				position: 2,
				additionalProperties: '{ "position": 3 }',
			},
		},
		call: (client) =>
			client.website.updateHelpdeskTreePath(WEBSITE, 'en', ARTICLES, PATH, {
				action: 'move',
				path: { to: 'orders/returns/shipping-policy.md' },
				position: 3,
			}),
	},
	{
		sdk: 'website.deleteHelpdeskTreePath',
		resource: 'helpdeskArticle',
		operation: 'delete',
		parameters: { locale, contentType: 'articles', treePath },
		call: (client) => client.website.deleteHelpdeskTreePath(WEBSITE, 'en', ARTICLES, PATH),
	},
];
