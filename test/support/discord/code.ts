/** Code in Markdown: nothing in it is a mention, a link or markup. A backtick behind a backslash begins none. */
const CODE = /(?<!\\)(```[\s\S]*?```|``[^`]+``|`[^`\n]+`)/;

/** The parts of a text, by turns outside of code and in it. */
export const partsOf = (text: string): string[] => text.split(CODE);

export const withoutCode = (text: string): string =>
  partsOf(text)
    .filter((_, index) => index % 2 === 0)
    .join(' ');
