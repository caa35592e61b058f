import type { INodeType } from 'n8n-workflow';

import { Crisp } from '../../nodes/Crisp/Crisp.node';
import { CrispHelpdesk } from '../../nodes/Crisp/CrispHelpdesk.node';
import type { Resource } from '../../nodes/Crisp/engine/spec';
import { helpdeskResources, resources } from '../../nodes/Crisp/resources';

/** Resources of both action nodes. */
export const allResources = [...resources, ...helpdeskResources];

const crisp = new Crisp();
const crispHelpdesk = new CrispHelpdesk();

/** The action nodes by name. */
export const actionNodes: Record<string, INodeType> = { crisp, crispHelpdesk };

/** Resources of an action node, by its name. */
export const resourcesOf: Record<string, Resource[]> = {
	crisp: resources,
	crispHelpdesk: helpdeskResources,
};

/** The action node that has this resource. */
export const nodeWith = (resource: string): INodeType =>
	helpdeskResources.some(({ value }) => value === resource) ? crispHelpdesk : crisp;
