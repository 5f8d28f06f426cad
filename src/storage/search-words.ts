const mostWords = 16;
const longestWord = 200;

/** Text as it is searched: without case and accents, so that "cafe" finds "Café". */
export function foldForSearch(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The different words of a search, folded; the first 16, and of each the first 200 characters. */
export function searchWords(query: string): string[] {
  const words = foldForSearch(query)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, longestWord));
  return [...new Set(words)].slice(0, mostWords);
}

/** A pattern for `like … escape '\'` that finds the word anywhere. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
