import { stemmer } from 'stemmer';
import { normalise } from '../../text/normalise.ts';

/** A word, or a mark that may end a clause. */
export interface Token {
  readonly kind: 'word' | 'mark';
  /** As it is written. */
  readonly text: string;
  /** Stem of the word in lower case; the mark itself for a mark. Two words with one stem count as the same word. */
  readonly stem: string;
  /** Written with a capital letter, and not only because it opens the sentence. */
  readonly name: boolean;
}

const shortForms: readonly (readonly [RegExp, string])[] = [
  [/\be\.\s?g\./gi, 'eg'],
  [/\bi\.\s?e\./gi, 'ie'],
  [/\bvs\./gi, 'vs'],
  [/\betc\./gi, 'etc'],
  [/\bcannot\b/gi, 'can not'],
  [/\bcan't\b/gi, 'can not'],
  [/\bwon't\b/gi, 'will not'],
  [/\bain't\b/gi, 'is not'],
  [/n't\b/gi, ' not'],
  [/'re\b/gi, ' are'],
  [/'(?:s|ll|ve|d|m)\b/gi, ''],
  [/\s-+\s/g, ' ; '],
];

const piece = /[\p{L}\p{N}]+(?:[.'][\p{L}\p{N}]+)*|[,;:.!?()|=→]/gu;

/** Splits a sentence into words and marks. Hyphens and slashes part words; contractions are written out. */
export function tokenise(text: string): Token[] {
  let plain = normalise(text);
  for (const [form, full] of shortForms) plain = plain.replace(form, full);
  const tokens: Token[] = [];
  let opening = true;
  for (const [text] of plain.matchAll(piece)) {
    const kind = /[\p{L}\p{N}]/u.test(text) ? 'word' : 'mark';
    const capitals = /\p{Lu}/u.test(text.slice(1)) || (!opening && /^\p{Lu}/u.test(text));
    tokens.push({ kind, text, stem: kind === 'word' ? stemOf(text) : text, name: kind === 'word' && capitals });
    opening = kind === 'mark' && /[.!?:]/.test(text);
  }
  return tokens;
}

const stems = new Map<string, string>();

/** The stem of one word, remembered: a document and a wording file use the same few thousand words again and again. */
export function stemOf(word: string): string {
  const lower = word.toLowerCase();
  const known = stems.get(lower);
  if (known !== undefined) return known;
  // "thriftier" is a form of "thrifty"
  const stem = stemmer(lower.replace(/(?<=\p{Ll}{3})i(?:er|est)$/u, 'y'));
  if (stems.size < 20_000) stems.set(lower, stem);
  return stem;
}
