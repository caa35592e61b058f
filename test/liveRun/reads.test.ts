import { allResources } from '../support/nodes';
import { resourcesAndNodes } from '../../scripts/live/nodes';
import { routeOf } from '../../scripts/live/reads';

const byName = (resources: Array<{ value: string }>) => resources.map(({ value }) => value).sort();

test('the read-only operations of all action nodes are run', () => {
	expect(byName(resourcesAndNodes.map(({ resource }) => resource))).toEqual(byName(allResources));
});

test('each operation that reads has its route in the catalogue of the sandbox', () => {
	const missing = resourcesAndNodes
		.flatMap(({ resource }) => resource.operations)
		.filter(
			({ request }) => ['GET', 'HEAD'].includes(request.method) && request.path !== '/{path+}',
		)
		.filter((operation) => routeOf(operation) === undefined);
	expect(missing.map(({ request }) => request.path)).toEqual([]);
});
