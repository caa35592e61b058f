import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

/** Whether n8n evaluates something in a parameter as it is stored: a text that begins with `=`, at any depth. */
const hasExpression = (stored: unknown): boolean =>
	typeof stored === 'string'
		? stored.startsWith('=')
		: typeof stored === 'object' && stored !== null && Object.values(stored).some(hasExpression);

/**
 * The parameters of the node in one execution. For each reading n8n looks through the description,
 * which is large, so that what no expression decides is read once for all items.
 */
export class Parameters {
	private readonly stored: INodeParameters;

	private readonly same = new Map<string, unknown>();

	private readonly perItem = new Set<string>();

	constructor(private readonly execution: IExecuteFunctions) {
		this.stored = execution.getNode().parameters;
	}

	/**
	 * @param name of a parameter that is not inside another one
	 * @param fallback where the node does not have it; without one that is an error
	 * @param extractValue of a resource locator: its value alone
	 * @throws what n8n throws for an expression that fails
	 */
	get(name: string, itemIndex: number, fallback?: unknown, extractValue = false): unknown {
		if (this.same.has(name)) return this.same.get(name);
		const value: unknown = this.execution.getNodeParameter(name, itemIndex, fallback, {
			extractValue,
			// n8n checks types that a description names for it; none of ours does (see `convert`).
			skipValidation: true,
		});
		if (this.perItem.has(name)) return value;
		// Objects stay each item's own: whoever gets one may change it.
		const isOwn = typeof value === 'object' && value !== null;
		if (isOwn || hasExpression(this.stored[name])) this.perItem.add(name);
		else this.same.set(name, value);
		return value;
	}
}
