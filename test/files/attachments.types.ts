// Looked at by `npm run typecheck` only: every node can download attachments.
import type { IExecuteFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { AttachmentContext } from '../../nodes/Crisp/files/attachments';

export const fits = {
	execute: (functions: IExecuteFunctions): AttachmentContext => functions,
	trigger: (functions: ITriggerFunctions): AttachmentContext => functions,
	webhook: (functions: IWebhookFunctions): AttachmentContext => functions,
};
