import { commonWords } from '../../text/common-words.ts';
import { readAs, type Token } from '../../text/sentences.ts';

/** Words of other languages as the English ones that examples and phrases are written in. */
export interface Glosses {
  /** Whether a word, in lower case, belongs to a language that is read. */
  has(word: string): boolean;
  /** The language of most of a text's words; null for English. Of two that are as likely the preferred one. */
  languageOf(words: readonly string[], preferred?: string | null): string | null;
  /** A sentence in English words, each where the word stood that it is for. */
  inEnglish(tokens: readonly Token[], preferred?: string | null): readonly Token[];
}

interface Phrase {
  readonly words: readonly string[];
  readonly english: readonly string[];
}

/**
 * @param languages by language lines such as "bleibt, bleiben: stays"
 * @param english words that count as English
 */
export function createGlosses(
  languages: Readonly<Record<string, readonly string[]>>,
  english: ReadonlySet<string>,
): Glosses {
  const known = new Map(Object.entries(languages).map(([name, lines]) => [name, phrasesOf(lines)]));
  const words = new Map(
    [...known].map(([name, phrases]) => [
      name,
      new Set([...phrases.values()].flatMap((list) => list.flatMap((phrase) => phrase.words))),
    ]),
  );
  const isEnglish = (word: string) => english.has(word) || commonWords.has(word);
  const languageOf: Glosses['languageOf'] = (typed, preferred = null) => {
    const plain = typed.map(bare);
    let best: { name: string; count: number } | null = null;
    for (const [name, set] of words) {
      const count = plain.filter((word) => set.has(word) && !isEnglish(word)).length;
      const others = plain.filter((word) => isEnglish(word) && !set.has(word)).length;
      if (count > others && (!best || count > best.count || (count === best.count && name === preferred)))
        best = { name, count };
    }
    return best?.name ?? null;
  };
  return {
    has: (word) => [...words.values()].some((set) => set.has(bare(word))),
    languageOf,
    inEnglish(tokens, preferred) {
      const language = languageOf(
        tokens.map(({ text }) => text),
        preferred,
      );
      const phrases = language === null ? undefined : known.get(language);
      return phrases ? glossed(tokens, phrases) : tokens;
    },
  };
}

/** By first word, the longest first. */
function phrasesOf(lines: readonly string[]): ReadonlyMap<string, readonly Phrase[]> {
  const all = lines.flatMap((line) => {
    const [foreign = '', english = ''] = line.split(':');
    return foreign.split(',').map((form): Phrase => ({ words: split(bare(form)), english: split(english) }));
  });
  const sorted = all.filter((phrase) => phrase.words.length > 0).sort((a, b) => b.words.length - a.words.length);
  return Map.groupBy(sorted, (phrase) => phrase.words[0] ?? '');
}

function glossed(tokens: readonly Token[], phrases: ReadonlyMap<string, readonly Phrase[]>): Token[] {
  const found: Token[] = [];
  const plain = tokens.map(({ text }) => bare(text));
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const phrase = phrases
      .get(plain[at] ?? '')
      ?.find((one) => one.words.every((word, step) => plain[at + step] === word));
    const last = tokens[at + (phrase?.words.length ?? 1) - 1];
    if (!token || !last) break;
    if (phrase) for (const word of phrase.english) found.push({ ...readAs(token, word), end: last.end });
    else found.push(token);
    at += phrase?.words.length ?? 1;
  }
  return found;
}

function split(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** Without accents, "ß" as "ss". */
function bare(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
}
