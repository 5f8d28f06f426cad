/** Every character that reaches the terminal, without our own colours. */
export function posted(text: string): string {
  return text.replace(ourColours, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequences that render-text.ts writes begin with it.
const ourColours = /\u001b\[\d+m/g;
