import type { Experiment } from '../live';
import { contactExperiments, listExperiments } from './contacts';
import { conversationExperiments } from './conversations';
import { eventExperiments } from './events';
import { messageExperiments } from './messages';
import { unknownExperiments } from './unknown';

/** Everything that is tried, the harmless before what makes most. */
export const EXPERIMENTS: Experiment[] = [
	...unknownExperiments,
	...listExperiments,
	...conversationExperiments,
	...contactExperiments,
	...eventExperiments,
	...messageExperiments,
];
