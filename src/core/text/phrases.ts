import { stemOf, type Token, wordsOf } from './tokens.ts';

/** A stretch of tokens that matched a phrase: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface Step {
  readonly stem: string;
  /** How many other words may stand before this one. */
  readonly gap: number;
}

/** Phrases, each standing for a value, found in a message in one pass. */
export interface PhraseIndex<Value> {
  find(tokens: readonly Token[]): { value: Value; span: Span }[];
  /** Every word of every phrase, as written. */
  readonly words: ReadonlySet<string>;
}

/**
 * An index over phrases such as `scale out`, `beef up` or `take … down`. Words match by their stem; between two of them one other
 * word may stand ("beef it up") unless one is a small word such as "of", with `…` up to four. A word written with a leading `=` matches only as it is written.
 */
export function indexPhrases<Value>(entries: Iterable<readonly [phrase: string, value: Value]>): PhraseIndex<Value> {
  const byFirst = new Map<string, { steps: Step[]; value: Value }[]>();
  const words = new Set<string>();
  for (const [phrase, value] of entries) {
    const steps = stepsOf(phrase, words);
    const first = steps[0];
    if (!first) continue;
    const list = byFirst.get(first.stem);
    if (list) list.push({ steps, value });
    else byFirst.set(first.stem, [{ steps, value }]);
  }
  return {
    words,
    find(tokens) {
      const found: { value: Value; span: Span }[] = [];
      for (const [start, token] of tokens.entries()) {
        for (const key of [token.stem, `=${token.word}`]) {
          for (const { steps, value } of byFirst.get(key) ?? []) {
            const end = follow(tokens, start + 1, steps, 1);
            if (end !== null) found.push({ value, span: { start, end } });
          }
        }
      }
      return found;
    },
  };
}

/** Where the rest of a phrase ends, or null where it does not go on. */
function follow(tokens: readonly Token[], at: number, steps: readonly Step[], step: number): number | null {
  const next = steps[step];
  if (!next) return at;
  for (let index = at; index <= at + next.gap && index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || !matches(token, next.stem)) continue;
    const end = follow(tokens, index + 1, steps, step + 1);
    if (end !== null) return end;
  }
  return null;
}

function matches(token: Token, stem: string): boolean {
  return stem.startsWith('=') ? token.word === stem.slice(1) : token.stem === stem;
}

/** Words that tie a phrase together: beside one of them nothing else may stand. */
const tight = new Set(
  'a an the is are was be do does did to of in on at by for it its we i you this that and or not what which how when why who with from as up'.split(
    ' ',
  ),
);

/** A word that needs no taking apart; nearly all do not, and there are thousands. */
const plain = /^[a-z0-9]+$/;

/** @param words every word of the phrase is added to these */
function stepsOf(phrase: string, words: Set<string>): Step[] {
  const steps: Step[] = [];
  let wide = false;
  let before: string | null = null;
  for (const piece of phrase.split(' ')) {
    if (piece === '…') {
      wide = true;
      continue;
    }
    for (const word of plain.test(piece) ? [piece] : wordsOf(piece)) {
      words.add(word);
      const close = before === null || (tight.has(word) && word !== 'up') || tight.has(before);
      steps.push({ stem: piece.startsWith('=') ? `=${word}` : stemOf(word), gap: wide ? 4 : close ? 0 : 1 });
      before = word;
      wide = false;
    }
  }
  return steps;
}
