import { stemOf, wordsOf } from '../text/tokens.ts';

/** Longest paragraph, in UTF-16 units. */
const longest = 900;

/** Words that join others and state nothing; none of them denies or weighs. */
const joining = new Set(
  'a an the and so as that this these it its with for of to in on at by from is are be your you yours here now which while since because'.split(
    ' ',
  ),
);
const denials = new Set('no not never without nothing none neither nor cannot dont doesnt isnt arent wont'.split(' '));

/**
 * Whether a paragraph says what some lines say: every number of them and no other, the verdict by its name, no word of its own, and in
 * each sentence the words in the order in which they stand in the lines, with no denial between them left out. It may shorten, join and
 * reorder whole sentences.
 */
export function keepsWords(paragraph: string, name: string, lines: readonly string[]): boolean {
  if (paragraph === '' || paragraph.length > longest || /[\n<>@#`*_|[\]{}\\]|:\/\//.test(paragraph)) return false;
  if (!paragraph.toLowerCase().includes(name.toLowerCase())) return false;
  const source = lines.join(' ');
  const told = numbersIn(paragraph);
  if (numbersIn(source).join() !== told.join()) return false;
  const words = wordsIn(source);
  return sentencesIn(paragraph).every((sentence) => isPartOf(wordsIn(sentence), words));
}

function numbersIn(text: string): string[] {
  const found = text.match(/[+−-]?\d+(?:[.,]\d+)*%?/g) ?? [];
  return [...new Set(found)].sort();
}

function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?;])\s+/);
}

/** Stems of the words that state something, in their order. */
function wordsIn(text: string): string[] {
  return wordsOf(text).flatMap((word) => (joining.has(word) ? [] : [denials.has(word) ? word : stemOf(word)]));
}

function isPartOf(words: readonly string[], source: readonly string[]): boolean {
  if (words.length === 0) return true;
  // From every place at which it may begin: the same word stands in several lines.
  return source.some((stem, start) => stem === words[0] && follows(words, source.slice(start)));
}

function follows(words: readonly string[], source: readonly string[]): boolean {
  let at = 0;
  for (const stem of source) {
    if (stem === words[at]) at += 1;
    else if (denials.has(stem)) return false;
    if (at === words.length) return true;
  }
  return false;
}
