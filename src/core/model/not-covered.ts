import { holdsWords } from '../text/holds.ts';

const mostPhrases = 3;
const longest = 80;

/**
 * The phrases that a model says are not covered, as far as they are the question's own words: it can name a part of what was asked, and
 * put no word into anybody's mouth.
 */
export function notCoveredIn(phrases: readonly string[], question: string): string[] {
  const asked = plain(question);
  const own = phrases.map(plain).filter((phrase) => phrase.length <= longest && holdsWords(asked, phrase));
  const safe = own.filter((phrase) => /^[\p{L}\p{N}][\p{L}\p{N} ,'’/-]*$/u.test(phrase));
  return [...new Set(safe)].slice(0, mostPhrases);
}

function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s"“”'.,;:?!]+|[\s"“”'.,;:?!]+$/g, '')
    .toLowerCase();
}
