/** Whether a text holds some words as whole words, verbatim. */
export function holdsWords(text: string, words: string): boolean {
  if (words === '') return false;
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const cutsBefore = isWord(words[0]) && isWord(text[at - 1]);
    const cutsAfter = isWord(words.at(-1)) && isWord(text[at + words.length]);
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}
