import { DataError } from '../errors.ts';
import type { Token } from './sentences.ts';

type Piece = Word | Gap | Choice;
interface Word {
  readonly kind: 'word';
  readonly test: (token: Token) => boolean;
  /** The keys that a token has if it passes the test (see `Token.keys`). */
  readonly keys: readonly string[];
}
interface Gap {
  readonly kind: 'gap';
  readonly most: number;
  readonly crossesMarks: boolean;
}
type Option = readonly Piece[];
interface Choice {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly byKey: ReadonlyMap<string, readonly Option[]>;
  /** Options that do not begin with a word of their own. */
  readonly always: readonly Option[];
}

/** A compiled phrase. */
export interface Pattern {
  readonly source: string;
  readonly pieces: readonly Piece[];
  /** The keys that its first token can have; null where it can be anything. */
  readonly firsts: readonly string[] | null;
  /** For each word that must be there, in order, the keys of which a matching sentence has one; words that can be anything are left out. */
  readonly needs: readonly (readonly string[])[];
}

/** Named lists of words and short phrases that phrases refer to as `<name>`. */
export type WordClasses = Readonly<Record<string, readonly string[]>>;

/**
 * Makes a compiler of phrases. The notation, word by word:
 * `word`; `a|b` either; `deploy*` a beginning; `(very)` may be missing; `<name>` a word class;
 * `{2..10}` a number in that range, `{2..10}x` one with a unit;
 * `_` any one word; `..` up to three words within the clause; `...` up to eight words or marks within the sentence; `,` a mark; `->` an arrow.
 * A compiled phrase needs at least one word.
 *
 * @throws {DataError} (the compiler, not its maker) for an unknown class, classes that contain each other, an empty range, or a
 * phrase that nothing at all would match
 */
export function createPatternCompiler(classes: WordClasses): (source: string) => Pattern {
  const compiled = new Map<string, Piece>();

  const compile = (source: string, depth: number): Piece[] => {
    if (depth > 6) throw new DataError(`"${source}": word classes refer to each other in a circle`);
    return source
      .trim()
      .split(/\s+(?![^(]*\))/)
      .map((part) => compilePart(part, source, depth));
  };

  const compilePart = (part: string, source: string, depth: number): Piece => {
    if (part === '_') return { kind: 'word', test: ({ kind }) => kind === 'word', keys: ['*'] };
    if (part === '..') return { kind: 'gap', most: 3, crossesMarks: false };
    if (part === '...') return { kind: 'gap', most: 8, crossesMarks: true };
    const optional = /^\((.+)\)$/.exec(part)?.[1];
    if (optional !== undefined) return choice([...alternatives(optional, depth), []]);
    const range = /^\{(\d+)\.\.(\d+)\}([a-z%]*)$/.exec(part);
    if (range) return numberBetween(Number(range[1]), Number(range[2]), range[3] ?? '', source);
    if (part.includes('|')) {
      const options = alternatives(part, depth);
      const [only, ...others] = options;
      return only?.length === 1 && only[0] && others.length === 0 ? only[0] : choice(options);
    }
    const name = /^<(.+)>$/.exec(part)?.[1];
    if (name !== undefined) return wordClass(name, source, depth);
    if (part.endsWith('*')) {
      const beginning = part.slice(0, -1);
      return { kind: 'word', test: ({ text }) => text.startsWith(beginning), keys: [`${beginning.slice(0, 2)}*`] };
    }
    return anyOf([part.replaceAll("'", '')]);
  };

  const alternatives = (part: string, depth: number): Option[] => {
    const all = part.split('|').map((option) => option.replaceAll("'", ''));
    const plain = all.filter(isPlain);
    const rest = all.filter((option) => !isPlain(option)).map((option) => compile(option, depth));
    return plain.length > 0 ? [[anyOf(plain)], ...rest] : rest;
  };

  const wordClass = (name: string, source: string, depth: number): Piece => {
    const known = compiled.get(name);
    if (known) return known;
    const members = classes[name];
    if (!members) {
      throw new DataError(`"${source}": expected one of the classes ${Object.keys(classes).join(', ')}, got <${name}>`);
    }
    const plain = members.filter(isPlain);
    const rest = members.filter((member) => !isPlain(member)).map((member) => compile(member, depth + 1));
    const piece = choice(plain.length > 0 ? [[anyOf(plain)], ...rest] : rest);
    compiled.set(name, piece);
    return piece;
  };

  return (source) => {
    const pieces = compile(source, 0);
    if (run(pieces, 0, [], 0, (end) => end) >= 0) {
      throw new DataError(`"${source}": expected at least one word that must be there, for example "(very) simple"`);
    }
    return { source, pieces, firsts: firstsOf(pieces), needs: pieces.flatMap(neededKeys) };
  };
}

/** The words of the notation that stand for themselves, for finding misspelt ones. */
export function literalWords(source: string): string[] {
  return source
    .replace(/<[^>]*>|\{[^}]*\}/g, ' ')
    .split(/[\s|()]+/)
    .filter((part) => /^[a-z]+$/.test(part));
}

/** The end (exclusive) of the shortest match of a phrase that starts at `from`; -1 where there is none. */
export function matchPattern(pattern: Pattern, tokens: readonly Token[], from: number): number {
  return run(pattern.pieces, 0, tokens, from, (end) => end);
}

function isPlain(word: string): boolean {
  return /^[\p{L}\p{N}]+$/u.test(word);
}

function anyOf(list: readonly string[]): Word {
  const set = new Set(list);
  return { kind: 'word', test: ({ text }) => set.has(text), keys: list };
}

function numberBetween(least: number, most: number, unit: string, source: string): Word {
  if (least > most) throw new DataError(`"${source}": expected a range such as {2..10}, got {${least}..${most}}`);
  return {
    kind: 'word',
    test: (token) => {
      const value = unit === '' ? token.value : numberWithUnit(token.text, unit);
      return value !== undefined && value >= least && value <= most;
    },
    keys: [`#${unit}`],
  };
}

/** The number of "30x" for the unit "x"; undefined where the token is something else. */
function numberWithUnit(text: string, unit: string): number | undefined {
  const number = text.endsWith(unit) ? Number(text.slice(0, -unit.length)) : Number.NaN;
  return Number.isNaN(number) || text === unit ? undefined : number;
}

function choice(options: readonly Option[]): Choice {
  const byKey = new Map<string, Option[]>();
  const always: Option[] = [];
  for (const option of options) {
    const firsts = firstsOf(option);
    if (firsts === null) always.push(option);
    for (const key of new Set(firsts ?? [])) {
      const list = byKey.get(key);
      if (list) list.push(option);
      else byKey.set(key, [option]);
    }
  }
  return { kind: 'choice', options, byKey, always };
}

/** The keys that the first token of a match can have; null where it can be anything, or where nothing at all matches. */
function firstsOf(pieces: readonly Piece[]): string[] | null {
  const firsts: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'gap') return null;
    if (piece.kind === 'word') return [...firsts, ...piece.keys];
    firsts.push(...piece.byKey.keys());
    if (piece.always.length === 0) return firsts;
    if (piece.always.some((option) => option.length > 0)) return null;
  }
  return null;
}

function neededKeys(piece: Piece): (readonly string[])[] {
  if (piece.kind === 'word') return [piece.keys];
  return piece.kind === 'choice' && piece.always.length === 0 ? [[...piece.byKey.keys()]] : [];
}

function run(
  pieces: readonly Piece[],
  index: number,
  tokens: readonly Token[],
  at: number,
  then: (at: number) => number,
): number {
  const piece = pieces[index];
  if (!piece) return then(at);
  const token = tokens[at];
  if (piece.kind === 'word') return token && piece.test(token) ? run(pieces, index + 1, tokens, at + 1, then) : -1;
  if (piece.kind === 'choice') {
    const rest = (next: number) => run(pieces, index + 1, tokens, next, then);
    for (const key of token?.keys ?? []) {
      for (const option of piece.byKey.get(key) ?? []) {
        const end = run(option, 0, tokens, at, rest);
        if (end >= 0) return end;
      }
    }
    for (const option of piece.always) {
      const end = run(option, 0, tokens, at, rest);
      if (end >= 0) return end;
    }
    return -1;
  }
  for (let skipped = 0; skipped <= piece.most; skipped++) {
    const end = run(pieces, index + 1, tokens, at + skipped, then);
    if (end >= 0) return end;
    const next = tokens[at + skipped];
    if (!next || (next.kind === 'mark' && !piece.crossesMarks)) return -1;
  }
  return -1;
}
