import { wait, type Clock } from '../clock';
import type { Login } from './connection';
import { copyJson } from './copy';
import { covers, union, type Interest } from './interest';
import type { Member, Membership } from './member';
import { Overlap, overlapKey } from './overlap';
import { isHopeless, lookUpFailure, Session, type AttemptEnd, type StateChange } from './session';

export interface ChannelOptions {
	clock: Clock;
	random?: () => number;
	/** The channel must no longer be used. */
	onEnd(): void;
}

/** One session of a channel. There is a second one only while the wishes grow. */
interface Line {
	session: Session;
	/** What it was asked for at its latest login. */
	asked?: Interest;
	/** Joins it to the lines before it; gone once those are gone and forgotten. */
	overlap?: Overlap;
	/** Its latest change of state. */
	change: Pick<StateChange, 'to' | 'end' | 'delay'>;
}

/**
 * How long a connection stays beside the one that takes its place, so that what is still on its way
 * arrives; and how long is remembered what it has brought. Waited for in two parts: a timer that
 * comes late because this process was held up comes before the frames that wait to be read.
 */
const LINGER_MS = 2_000;

const LINGER_PARTS = 2;

/** With so many, those that close included, a wider one waits until one of them is gone. */
const MAX_LINES = 4;

/**
 * The connection that all subscribers with one token share.
 *
 * - It asks Crisp for all that any of them wants. When somebody wants more, a wider connection is
 *   made beside the present one and takes its place when it is live; events of both are taken once.
 *   Wishes that come in the meantime are part of it, as it asks for what is wanted when it logs in.
 * - When somebody leaves, the connection stays as it is: what nobody wants is left out here, which
 *   costs less than a login, and the next login asks for less. The last one out closes it.
 * - A permanent end reaches everybody; that of a wider connection only those who need it, as long as the
 *   present one lives.
 */
export class Channel implements Membership {
	private readonly members = new Set<Member>();

	/** Who wants an event, by its name. */
	private readonly takers = new Map<string, Member[]>();

	/** All lines, the oldest first. */
	private lines: Line[] = [];

	/** The line that serves all whose wishes it covers. */
	private main?: Line;

	/** The wider line that is to take its place. */
	private next?: Line;

	private everLive = false;

	private readonly over = new AbortController();

	private readonly closing = new Set<Promise<void>>();

	constructor(private readonly options: ChannelOptions) {}

	/** @param lookUp gives the endpoints that the newcomer has just found, or why it found none */
	join(member: Member, lookUp: () => Promise<string[]>): void {
		this.members.add(member);
		this.route();
		if (this.main === undefined) {
			this.main = this.makeLine(lookUp);
			void this.main.session.start();
		}
		this.adjust(lookUp);
	}

	/** Resolves when the sockets are gone, where it was the last one. */
	async leave(member: Member): Promise<void> {
		this.members.delete(member);
		this.route();
		if (this.members.size > 0) this.adjust();
		else this.end();
		if (this.over.signal.aborted) await Promise.all(this.closing);
	}

	private get wanted(): Interest {
		return union([...this.members].map(({ wants }) => wants));
	}

	private route(): void {
		this.takers.clear();
		for (const member of this.members) {
			for (const event of new Set(member.wants.events)) {
				this.takers.set(event, [...(this.takers.get(event) ?? []), member]);
			}
		}
	}

	/** Widens the connection, or gives that up, and tells each member how it stands. */
	private adjust(lookUp?: () => Promise<string[]>): void {
		if (this.main?.session.state === 'live') {
			const enough = covers(this.main.asked, this.wanted);
			if (enough && this.next) this.drop(this.next);
			if (!enough && !this.next && this.lines.length + this.closing.size < MAX_LINES) {
				this.next = this.makeLine(lookUp);
				void this.next.session.start();
			}
		}
		for (const member of [...this.members]) {
			const line = this.lineOf(member);
			if (line && this.members.has(member)) member.follow(line.change);
		}
	}

	private lineOf({ wants }: Member): Line | undefined {
		const { main, next } = this;
		if (covers(main?.asked, wants)) return main;
		// One that is live without what this member wants is not yet its own.
		return next ?? (main?.session.state === 'live' ? undefined : main);
	}

	private makeLine(lookUp?: () => Promise<string[]>): Line {
		const { clock, random } = this.options;
		const [{ wants }] = this.members;
		let known = lookUp;
		const line: Line = {
			change: { to: 'connecting' },
			session: new Session({
				clock,
				random,
				socketClass: wants.socketClass,
				proven: this.everLive,
				login: () => this.logIn(line),
				lookUpEndpoints: async (signal) => {
					const found = known?.() ?? this.lookUp(signal);
					known = undefined;
					return await found;
				},
				onEvent: (name, data) => this.receive(line, name, data),
				onState: (change) => this.changed(line, change),
				onOddity: (what, error) => [...this.members][0]?.note(what, error),
			}),
		};
		this.lines.push(line);
		return line;
	}

	/** From here on the line receives what the lines before it receive. */
	private logIn(line: Line): Login {
		line.asked = this.wanted;
		line.overlap = line === this.lines[0] ? undefined : new Overlap();
		const [{ wants }] = this.members;
		const { login } = wants;
		return { ...(typeof login === 'function' ? login() : login), ...line.asked };
	}

	/** Asks whoever is there. A member that Crisp refuses permanently leaves, and another one asks. */
	private async lookUp(signal: AbortSignal): Promise<string[]> {
		for (;;) {
			const [member] = this.members;
			const found = member.lookUp(signal);
			const isLast = await found.then(
				() => true,
				(error) => signal.aborted || !this.passesOver(member, error),
			);
			if (isLast) return await found;
		}
	}

	/** @returns whether somebody else is to ask in place of this member, whose look-up has failed */
	private passesOver(member: Member, error: unknown): boolean {
		if (!this.members.has(member)) return true;
		if (this.members.size === 1 || !isHopeless(error, this.everLive)) return false;
		member.fail(lookUpFailure(error));
		return true;
	}

	private changed(line: Line, change: StateChange): void {
		line.change = change;
		if (!this.lines.includes(line)) return;
		if (change.to === 'stopped') this.ended(line, change.end);
		else if (change.to === 'live') this.succeeded(line);
		else if (line === this.main && this.next) this.replaceMain(this.next);
		else if (line !== this.main && line !== this.next) this.drop(line);
		if (!this.over.signal.aborted) this.adjust();
	}

	private succeeded(line: Line): void {
		this.everLive = true;
		if (line !== this.next) return;
		const { main } = this;
		this.main = line;
		this.next = undefined;
		if (main) void this.linger().then(() => this.drop(main));
	}

	/** The present line has broken while a wider one was on its way: only that one goes on. */
	private replaceMain(next: Line): void {
		const { main } = this;
		this.main = next;
		this.next = undefined;
		if (main) this.drop(main);
	}

	/** A line has ended permanently, not by our doing. */
	private ended(line: Line, end: AttemptEnd | undefined): void {
		const { main, next } = this;
		if (line !== main && line !== next) {
			this.drop(line);
			return;
		}
		const lost = [...this.members].filter(
			({ wants }) => line === main || !covers(main?.asked, wants),
		);
		if (line === main) this.end();
		else this.drop(line);
		for (const member of lost) if (end) member.fail(end);
	}

	/** Stops a line. What it has brought is remembered for a while, for the line after it. */
	private drop(line: Line): void {
		const index = this.lines.indexOf(line);
		if (index === -1) return;
		this.lines.splice(index, 1);
		if (line === this.next) this.next = undefined;
		const closed = line.session.stop().then(() => {
			this.closing.delete(closed);
			if (!this.over.signal.aborted) this.adjust();
		});
		this.closing.add(closed);
		const [first] = this.lines;
		const { overlap } = first ?? {};
		if (index > 0 || overlap === undefined) return;
		void this.linger().then(() => {
			if (first.overlap === overlap) first.overlap = undefined;
		});
	}

	private async linger(): Promise<void> {
		for (let part = 0; part < LINGER_PARTS; part++) {
			await wait(this.options.clock, LINGER_MS / LINGER_PARTS, this.over.signal);
		}
	}

	private end(): void {
		if (this.over.signal.aborted) return;
		this.over.abort();
		this.options.onEnd();
		for (const line of [...this.lines]) this.drop(line);
		this.main = undefined;
	}

	private receive(line: Line, name: string, data: unknown): void {
		const takers = this.takers.get(name);
		if (takers === undefined || !this.isNew(line, name, data)) return;
		if (takers.length === 1) {
			if (takers[0].accepts(name, data)) takers[0].deliver(name, data);
			return;
		}
		const ready = takers.filter((member) => member.accepts(name, data));
		const last = ready.length - 1;
		// The copies are made before anybody has the original and may change it.
		const values = ready.map((_, index) => (index < last ? copyOf(data) : data));
		for (const [index, member] of ready.entries()) member.deliver(name, values[index]);
	}

	/** Whether no other line has brought this event. */
	private isNew(line: Line, name: string, data: unknown): boolean {
		if (this.lines.length === 1 && line.overlap === undefined) return true;
		const index = this.lines.indexOf(line);
		const key = overlapKey(name, data);
		if (key === undefined) return true;
		if (line.overlap?.fromNewer(key) === false) return false;
		return this.lines.slice(index + 1).every(({ overlap }) => overlap?.fromOlder(key) !== false);
	}
}

function copyOf(data: unknown): unknown {
	try {
		return copyJson(data);
	} catch {
		// Too deep to copy; better shared than lost.
		return data;
	}
}
