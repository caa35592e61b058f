import { systemClock } from '../clock';
import { Hub } from '../realtime/hub';

/** Shares the connections of this process, one for each token. */
export const sharedHub = new Hub({ clock: systemClock });
