const leadingEmoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+/u;

/** The sentences of a paragraph, verbatim. Abbreviations such as `e.g.` do not end one. */
export function sentences(content: string): string[] {
  return content
    .split(/(?<=[.!?])(?<!\b(?:e\.g|i\.e|etc|vs|cf|approx)\.)\s+(?=[\p{Lu}\p{N}"'(*_`[])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** Takes off the marks around a line's words: a pointing hand or another leading emoji, and the colon of an introduction. */
export function marks(line: string): { text: string; summing: boolean; introduces: boolean } {
  const summing = /^👉/u.test(line);
  const bare = line.replace(leadingEmoji, '').trim();
  const introduces = bare.endsWith(':');
  return { text: introduces ? bare.slice(0, -1).trimEnd() : bare, summing, introduces };
}
