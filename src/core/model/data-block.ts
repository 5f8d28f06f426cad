/**
 * A value as data for a model, between marks that it cannot close: inside them no `<` is left, and a line break is `\n`.
 *
 * @param name a word of letters, the same in the prompt
 */
export function dataBlock(name: string, value: unknown): string {
  return `<${name}>\n${dataLine(value)}\n</${name}>`;
}

/** A value as one line of JSON without any character that could end a block or a line. */
export function dataLine(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(/[<\u0085\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
