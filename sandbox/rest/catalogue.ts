import type { Tier } from '../model';
import routes from './crispRoutes.json';

export type Verb = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route of Crisp's API, with or without a model of it in the sandbox. */
export interface CatalogueRoute {
	verb: Verb;
	/** Relative to `/v1/`, parameters as `{name}`. */
	path: string;
	/** Status of a success. */
	status: number;
	/** Tiers that may call it, as far as that is known. */
	tiers: Tier[];
	/**
	 * Scope that a production plugin token needs, with `read` or `write`; left out where none is known. Most
	 * are inferred from the names in Crisp's guide "Plugins / Token Scopes".
	 */
	scope?: string;
	/** Whether the data of its answer is a list. */
	list?: boolean;
}

export const catalogue = routes as CatalogueRoute[];

export const routeKey = ({ verb, path }: CatalogueRoute): string => `${verb} ${path}`;
