import { seeded } from '../support/random';

/** Frames that mean something, to be spoiled. */
const SEEDS = [
	'0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
	'40{"sid":"s"}',
	'42["message:send",{"website_id":"w","session_id":"session_1","content":"héllo","n":[1,null]}]',
	'4217["message:send",{"text":"with an ack id"}]',
	'42/other,["message:send",1]',
	'42["authenticated",true]',
	'43[1]',
	'451-["message:send",{"_placeholder":true,"num":0}]',
	'2',
	'2probe',
	'5',
];

const ALPHABET = '0123456789{}[]",:/-\\ntrue\u0000\u001e\u2028é😀"\'_ ';

const DEEP = 20_000;

/**
 * Frames that a broken or hostile server may send: well-formed ones with characters changed, left
 * out, put in or doubled, mere noise, endless nesting, and binary frames.
 */
export function fuzzedFrames(amount: number, seed: number): Array<string | Buffer> {
	const random = seeded(seed);
	const below = (limit: number) => Math.floor(random() * limit);
	const pick = <T>(list: readonly T[]): T => list[below(list.length)];
	const letters = [...ALPHABET];
	const noise = (most: number) => Array.from({ length: below(most) }, () => pick(letters)).join('');

	const changes: Array<(text: string, at: number) => string> = [
		(text, at) => text.slice(0, at) + pick(letters) + text.slice(at + 1),
		(text, at) => text.slice(0, at) + text.slice(at + 1 + below(5)),
		(text, at) => text.slice(0, at) + noise(8) + text.slice(at),
		(text, at) => text.slice(0, at),
		(text, at) => text.slice(at),
		(text, at) => text.slice(0, at) + text + text.slice(at),
		(text) => `${text}\u001e${pick(SEEDS)}`,
	];
	const spoiled = () => {
		let text = pick(SEEDS);
		for (let count = 1 + below(4); count > 0; count--) {
			text = pick(changes)(text, below(text.length + 1));
		}
		return text;
	};
	const deep = () => pick(['42', '0', '40', '44']) + pick(['[', '{"a":']).repeat(DEEP);
	const binary = () => Buffer.from(Array.from({ length: below(40) }, () => below(256)));

	return Array.from({ length: amount }, () => {
		const kind = random();
		if (kind < 0.75) return spoiled();
		if (kind < 0.93) return String(below(10)) + noise(60);
		if (kind < 0.98) return binary();
		if (kind < 0.995) return noise(2_000);
		return deep();
	});
}
