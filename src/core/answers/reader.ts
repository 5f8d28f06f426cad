import type { Lexicon, Meaning } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import { type Token, tokenOf, wordsOf } from '../text/tokens.ts';

/** A stretch of a message with everything that the lexicon finds in it. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly hits: readonly { readonly value: Meaning; readonly span: Span }[];
  /** The spans of concepts and of phrases in cues. */
  readonly atoms: ReadonlyMap<string, readonly Span[]>;
}

/** The words of a text with abbreviations written out and typing errors mended. */
export function tokensOf(text: string, lexicon: Lexicon): Token[] {
  return wordsOf(text).flatMap((typed) => {
    const long = lexicon.abbreviations.get(typed);
    if (long) return long.map((word) => tokenOf(word, typed));
    if (/\d/.test(typed) || lexicon.isKnown(typed)) return [tokenOf(typed)];
    return [tokenOf(lexicon.speller.correct(typed) ?? typed, typed)];
  });
}

/** Everything that the lexicon finds in some tokens. */
export function read(tokens: readonly Token[], lexicon: Lexicon): Reading {
  const hits = lexicon.phrases.find(tokens);
  const atoms = new Map<string, Span[]>();
  for (const { value, span } of hits) {
    if (value.kind !== 'atom') continue;
    const spans = atoms.get(value.id);
    if (spans) spans.push(span);
    else atoms.set(value.id, [span]);
  }
  return { tokens, hits, atoms };
}

/** Spans of one kind of meaning. */
export function spansOf<Kind extends Meaning['kind']>(
  reading: Reading,
  kind: Kind,
): { value: Extract<Meaning, { kind: Kind }>; span: Span }[] {
  return reading.hits.flatMap(({ value, span }) => (isKind(value, kind) ? [{ value, span }] : []));
}

function isKind<Kind extends Meaning['kind']>(value: Meaning, kind: Kind): value is Extract<Meaning, { kind: Kind }> {
  return value.kind === kind;
}
