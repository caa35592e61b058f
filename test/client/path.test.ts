import {
	buildPath,
	buildQuery,
	PathValueError,
	pathNames,
	pathValueWords,
} from '../../nodes/Crisp/client/path';

describe('a path', () => {
	test('holds each value inside its segment, without the spaces around it', () => {
		expect(buildPath('/a/{one}/b/{two}', { one: ' x/y?z#ü ', two: '2' })).toBe(
			'/a/x%2Fy%3Fz%23%C3%BC/b/2',
		);
	});

	test('takes a value with slashes apart where the template says so', () => {
		expect(buildPath('/{path+}', { path: ' /a b/c// ' })).toBe('/a%20b/c');
	});

	test.each([
		['', 'empty'],
		['  ', 'empty'],
		['.', 'dots'],
		[' .. ', 'dots'],
		['a\ud800', 'text'],
	])('is not made of %j', (value, why) => {
		const build = (template: string) => () => buildPath(template, { id: value });
		expect(build('/{id}')).toThrow(expect.objectContaining({ field: 'id', why }));
		expect(build('/{id+}')).toThrow(expect.objectContaining({ field: 'id', why }));
	});

	test.each(['a//b', 'a/../b', 'a/./b'])('is not made of parts such as those of %j', (id) => {
		expect(() => buildPath('/{id+}', { id })).toThrow(PathValueError);
	});

	test('is not made where a value is missing', () => {
		expect(() => buildPath('/{id}', {})).toThrow(PathValueError);
	});

	test('names its values', () => {
		expect(pathNames('/a/{one}/{two+}')).toEqual(['one', 'two']);
	});
});

describe('words for a value that cannot stand in a path', () => {
	test('name the field by its label', () => {
		expect(pathValueWords(new PathValueError('peopleId', 'empty'), 'Contact')).toEqual({
			message: "'Contact' is empty",
			description: expect.stringContaining("Give 'Contact' the ID"),
		});
		expect(pathValueWords(new PathValueError('peopleId', 'text'), 'Contact').message).toBe(
			"'Contact' holds characters that are no valid text",
		);
	});

	test('lead to the credential where there is no website', () => {
		const { message, description } = pathValueWords(
			new PathValueError('websiteId', 'empty'),
			'Website',
		);
		expect(message).toBe("'Website' is empty and the credential has no default website");
		expect(description).toContain("'Default Website ID'");
	});
});

describe('a query', () => {
	test('has flags as 1 and 0, lists and objects as JSON, and nothing for no value', () => {
		const query = buildQuery({
			a: true,
			b: false,
			c: [1, 'x'],
			d: { e: 1 },
			f: null,
			g: undefined,
		});
		expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
			a: '1',
			b: '0',
			c: '[1,"x"]',
			d: '{"e":1}',
		});
	});

	test('keeps what is empty or zero, and encodes', () => {
		expect(buildQuery({ a: '', b: 0, c: 'x & y' })).toBe('?a=&b=0&c=x+%26+y');
	});

	test('is nothing where there is nothing', () => {
		expect(buildQuery({})).toBe('');
		expect(buildQuery({ a: undefined })).toBe('');
	});
});
