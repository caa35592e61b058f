/** Switches for trouble on the socket; they hold until changed or cleared. */
export class RealtimeFaults {
	/** Message of the `unauthorized` that every authentication gets; null to authenticate as usual. */
	refuseAuthentication: string | null = null;
	/** Whether authentications are never answered. */
	ignoreAuthentication = false;
	/** Message of the `44` packet that every new connection gets in place of `40`; null for none. */
	refuseConnections: string | null = null;

	constructor(
		/**
		 * Ends all open sockets: `graceful` closes the WebSocket as a restarting server does, `41`
		 * sends Socket.IO's disconnect packet first, `reset` resets the TCP connection.
		 */
		readonly disconnectAll: (how: 'graceful' | '41' | 'reset') => void,
		/**
		 * With `true` nothing more is sent on any socket, open or new, while the connections stay up
		 * (a half-open network). With `false` all that was held back is sent.
		 */
		readonly goSilent: (silent: boolean) => void,
	) {}

	clear(): void {
		this.refuseAuthentication = null;
		this.ignoreAuthentication = false;
		this.refuseConnections = null;
		this.goSilent(false);
	}
}
