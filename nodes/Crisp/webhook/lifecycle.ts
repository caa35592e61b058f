import type { IHookFunctions } from 'n8n-workflow';

import { plainError } from '../client/errors';
import { readHookSettings } from './settings';

/**
 * n8n's questions about the web hook at the other side. Crisp has no route to make one, so a person
 * enters the address there; what can be checked is that this side is ready to receive.
 */
export const lifecycle = {
	/**
	 * @returns `true`, so that n8n does not ask for one to be made
	 * @throws what `readHookSettings` throws: then n8n does not activate the workflow
	 */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		try {
			await readHookSettings(this);
		} catch (error) {
			throw plainError(this.getNode(), error);
		}
		return true;
	},

	async create(this: IHookFunctions): Promise<boolean> {
		return true;
	},

	/** The address stays in Crisp, for the next activation; n8n answers 404 meanwhile. */
	async delete(this: IHookFunctions): Promise<boolean> {
		return true;
	},
};
