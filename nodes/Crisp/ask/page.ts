const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A small page. Nothing of it is loaded from anywhere. */
function page(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 28rem; padding: 0 1rem; text-align: center; color: #222; }
button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .4rem; background: #1972f5; color: #fff; cursor: pointer; }
</style>
</head>
<body>${body}</body>
</html>
`;
}

/**
 * Asks for the press of a button: programs that preview links open them, and must decide nothing.
 *
 * @param label of the choice
 */
export const confirmationPage = (label: string): string =>
	page(
		label,
		`<form method="post"><p>Your answer:</p><p><button type="submit">${escaped(label)}</button></p></form>`,
	);

/** @param text a sentence */
export const messagePage = (text: string): string => page('n8n', `<p>${escaped(text)}</p>`);
