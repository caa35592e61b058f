import { mimeTypeOf } from '../../nodes/Crisp/files/mimeType';
import { fileNameIn } from '../../nodes/Crisp/files/name';

test.each([
	['a.pdf', 'application/pdf'],
	['Invoice.1042.PDF', 'application/pdf'],
	['photo.JPeG', 'image/jpeg'],
	['a.unheard-of', 'application/octet-stream'],
	['pdf.', 'application/octet-stream'],
	['', 'application/octet-stream'],
	['x.constructor', 'application/octet-stream'],
	['x.__proto__', 'application/octet-stream'],
])('the ending of %j stands for %s', (name, type) => {
	expect(mimeTypeOf(name)).toBe(type);
});

describe('the name of a file', () => {
	const address = 'https://storage.crisp.chat/x/b%20c.pdf?d=e#f';

	test.each([
		[' a.pdf ', 'a.pdf'],
		['folder/a.pdf', 'a.pdf'],
		['C:\\folder\\a.pdf', 'a.pdf'],
		['a\u0000\n\u007f.pdf', 'a.pdf'],
		['a\ud800.pdf', 'a.pdf'],
		['folder/', 'b c.pdf'],
		[7, 'b c.pdf'],
		[undefined, 'b c.pdf'],
	])('given as %j is %j', (given, name) => {
		expect(fileNameIn(given, address)).toBe(name);
	});

	test('keeps its ending where it is too long', () => {
		const name = fileNameIn(`${'x'.repeat(300)}.pdf`, address);
		expect(name).toHaveLength(200);
		expect(name).toMatch(/x\.pdf$/);
	});

	test.each([
		['https://a.example/%E0%A4%A.png', '%E0%A4%A.png'],
		['https://a.example/..%2F..%2Fetc%2Fpasswd', 'passwd'],
		['https://a.example/', 'attachment'],
		['nonsense', 'attachment'],
	])('at %s without one of its own is %j', (from, name) => {
		expect(fileNameIn('', from)).toBe(name);
	});
});
