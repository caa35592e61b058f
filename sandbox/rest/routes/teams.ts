import { copy } from '../../json';
import type { Team } from '../../model';
import type { World } from '../../world';
import type { Routes, WebsiteCall } from '../call';
import { added, deleted, guessed, listed, resolved, updated } from '../envelope';
import type { Schema } from '../validate';
import { check } from '../validate';

const BASE = 'website/{website_id}/team/{team_id}';

const TEAM: Schema = {
	properties: {
		name: { type: 'string', minLength: 1 },
		emoji: { type: 'string' },
		operators: { type: 'array', items: { type: 'string' } },
	},
};

function teamOf({ website, params }: WebsiteCall): Team {
	const team = website.teams.get(params.team_id);
	if (!team) throw guessed('unknownTeam');
	return team;
}

function readTeam({ body }: WebsiteCall): Pick<Team, 'name' | 'emoji' | 'operators'> {
	check(TEAM, body);
	const { name = '', emoji = '', operators = [] } = copy(body) as Partial<Team>;
	return { name, emoji, operators };
}

/** Teams of operators. */
export function teamRoutes(world: World): Routes<WebsiteCall> {
	return {
		'GET website/{website_id}/teams/list/{page_number}': ({ website, query, params }) =>
			listed(copy(query.page([...website.teams.values()], params.page_number))),

		'POST website/{website_id}/team': (call) => {
			const team_id = world.uuid();
			const now = world.now();
			call.website.teams.set(team_id, {
				team_id,
				...readTeam(call),
				created_at: now,
				updated_at: now,
			});
			return added({ team_id });
		},

		[`HEAD ${BASE}`]: (call) => resolved(teamOf(call).team_id),
		[`GET ${BASE}`]: (call) => resolved(copy(teamOf(call))),

		[`PUT ${BASE}`]: (call) => {
			Object.assign(teamOf(call), readTeam(call), { updated_at: world.now() });
			return updated();
		},

		[`DELETE ${BASE}`]: (call) => {
			call.website.teams.delete(teamOf(call).team_id);
			return deleted();
		},
	};
}
