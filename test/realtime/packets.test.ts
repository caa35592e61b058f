import { decode, encodeEvent } from '../../nodes/Crisp/realtime/packets';

/** Repeatable random numbers (mulberry32). */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

describe('reading a frame', () => {
	it('takes the heartbeat times from the handshake', () => {
		expect(
			decode(
				'0{"sid":"3w","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
			),
		).toEqual({ type: 'open', pingInterval: 25_000, pingTimeout: 20_000 });
	});

	it.each([
		['1', { type: 'close' }],
		['2', { type: 'ping' }],
		['2probe', { type: 'ping' }],
		['40{"sid":"Ec"}', { type: 'connect' }],
		['40', { type: 'connect' }],
		['41', { type: 'disconnect' }],
		['44{"message":"no"}', { type: 'refused', message: 'no' }],
		['44"no"', { type: 'refused', message: 'no' }],
		['44', { type: 'refused', message: '' }],
		['44{"message":{"a":1}}', { type: 'refused', message: '' }],
	])('knows %s', (frame, packet) => {
		expect(decode(frame)).toEqual(packet);
	});

	it.each([
		['a plain event', '42["message:send",{"a":1}]', { a: 1 }],
		['an event that wants an acknowledgement', '4217["message:send",{"a":1}]', { a: 1 }],
		['more arguments, and takes the first', '42["message:send",{"a":1},"offset"]', { a: 1 }],
		['the default namespace written out', '42/,["message:send",{"a":1}]', { a: 1 }],
		['no argument', '42["message:send"]', undefined],
		['a list as argument', '42["message:send",[1,2]]', [1, 2]],
	])('reads %s', (_, frame, data) => {
		expect(decode(frame)).toEqual({ type: 'event', name: 'message:send', data });
	});

	it('reads an event whose name is a number', () => {
		expect(decode('42[7,true]')).toEqual({ type: 'event', name: '7', data: true });
	});

	it.each([
		'3',
		'3probe',
		'5',
		'6',
		'43[1]',
		'4317[]',
		'40/other,{"sid":"x"}',
		'41/other,',
		'41/other',
	])('has no use for %s', (frame) => {
		expect(decode(frame)).toEqual({ type: 'nothing' });
	});

	it('leaves out events of another namespace', () => {
		expect(decode('42/other,["message:send",{}]')).toEqual({ type: 'nothing' });
		expect(decode('42/other,17["message:send",{}]')).toEqual({ type: 'nothing' });
	});

	it.each([
		[''],
		['x'],
		['9'],
		['4'],
		['49["a"]'],
		['0'],
		['0{}'],
		['0null'],
		['0{"pingInterval":"25000","pingTimeout":20000}'],
		['0{"pingInterval":0,"pingTimeout":20000}'],
		['0{"pingInterval":-1,"pingTimeout":20000}'],
		['0{"pingInterval":1e999,"pingTimeout":20000}'],
		['42'],
		['42{"a":1}'],
		['42["a"'],
		['42[]'],
		['42[{}]'],
		['42[null,1]'],
		['42["a",{}]\u001e42["b",{}]'],
		['451-["message:send",{"_placeholder":true,"num":0}]'],
		['461-[1]'],
	])('calls %j unreadable', (frame) => {
		expect(decode(frame)).toMatchObject({ type: 'unreadable' });
	});

	it.each([[Buffer.from('42["a"]')], [new ArrayBuffer(4)], [undefined], [null], [{}], [42]])(
		'calls data that is no text unreadable (%p)',
		(frame) => {
			expect(decode(frame)).toEqual({ type: 'unreadable', reason: 'a binary frame' });
		},
	);

	it('never quotes an unreadable frame', () => {
		const packet = decode('42["secret-of-a-visitor"');
		expect(JSON.stringify(packet)).not.toContain('secret');
	});

	it('does not let a key named __proto__ reach the prototype', () => {
		const packet = decode('42["a",{"__proto__":{"polluted":true}}]');
		expect(packet.type).toBe('event');
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	it('answers 20,000 mangled frames with a packet and never throws', () => {
		const random = randomNumbers(7);
		const seeds = [
			'0{"sid":"a","pingInterval":25000,"pingTimeout":20000}',
			'40{"sid":"a"}',
			'4217["message:send",{"website_id":"w","content":"Hé \u{1f600}"}]',
			'42/other,["a",1]',
			'44{"message":"no"}',
			'451-["a",{"_placeholder":true,"num":0}]',
		];
		const types = new Set<string>();
		for (let round = 0; round < 20_000; round++) {
			const chars = [...seeds[round % seeds.length]];
			for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits--) {
				const at = Math.floor(random() * chars.length);
				const kind = random();
				if (kind < 0.4) chars.splice(at, 1);
				else if (kind < 0.8) chars[at] = String.fromCharCode(Math.floor(random() * 128));
				else chars.splice(at, 0, chars[Math.floor(random() * chars.length)] ?? '');
			}
			types.add(decode(chars.join('')).type);
		}
		expect(types).toContain('unreadable');
		expect(types).toContain('event');
	});
});

describe('reading events of one kind after the other', () => {
	/** Takes no short cut, because of the namespace that is written out. */
	const thorough = (frame: string) => decode(frame.replace(/^42/, '42/,'));

	it.each([
		['42["a",{}]'],
		['42["a",{"a":[{"b":1}]}]'],
		['42["",{}]'],
		['42["a" ,{}]'],
		['42["a", {}]'],
		['42["a",{}] '],
		['42["a",{},{}]'],
		['42["a",1,{}]'],
		['42["a",{]}]'],
		['42["a",}]'],
		['42["a",{}}]'],
		['42["a","}]'],
		['42["a\\u0062",{}]'],
		['42["a\nb",{}]'],
		['42["a":{}]'],
		['42["a,{}]'],
		['42["message:send",{"a":1},"offset"]'],
		['42["a"]'],
		['42["]'],
	])('reads %j as if it were the only one', (frame) => {
		for (const before of ['42["a",{}]', '42["other",{}]', frame]) {
			decode(before);
			expect(decode(frame)).toEqual(thorough(frame));
		}
	});

	it('reads 20,000 of them, mangled or not, as if each were the only one', () => {
		const random = randomNumbers(11);
		const below = (limit: number) => Math.floor(random() * limit);
		const seeds = ['message:send', 'message:received', 'message:send', 'a', ''].map((name, index) =>
			encodeEvent(name, { website_id: 'w', list: [index, { text: '}]' }] }),
		);
		const types = new Set<string>();
		for (let round = 0; round < 20_000; round++) {
			const chars = [...seeds[below(seeds.length)]];
			for (let edits = below(3); edits > 0; edits--) {
				const at = 2 + below(chars.length - 2);
				chars.splice(at, below(2), chars[2 + below(chars.length - 2)]);
			}
			const frame = chars.join('');
			const packet = decode(frame);
			types.add(packet.type);
			expect(packet).toEqual(thorough(frame));
		}
		expect([...types].sort()).toEqual(['event', 'unreadable']);
	});
});

describe('writing an event', () => {
	it('puts the name and one argument into one frame', () => {
		expect(encodeEvent('authentication', { tier: 'website', events: ['a'] })).toBe(
			'42["authentication",{"tier":"website","events":["a"]}]',
		);
	});

	it('can be read again', () => {
		const data = { text: 'line\nbreak "quoted" \u2028 é' };
		expect(decode(encodeEvent('x', data))).toEqual({ type: 'event', name: 'x', data });
	});
});
