import { matchPattern } from '../text/patterns.ts';
import type { Sentence, Token } from '../text/sentences.ts';
import type { Correction } from './from-text-evidence.ts';
import type { SituationSignals } from './from-text-signals.ts';

type Corrections = SituationSignals['corrections'];

/** The places at which a description takes something back ("sorry, actually…"). */
export function correctionsIn(
  sentences: readonly { tokens: readonly Token[] }[],
  corrections: Corrections,
): Correction[] {
  return sentences.flatMap(({ tokens }, sentence) =>
    correctionEnds(tokens, corrections).flatMap((end, from) => (end < 0 ? [] : [{ sentence, from }])),
  );
}

/**
 * Gives a bare corrected number the noun of the number that it corrects, so that "3 teams. Sorry, actually 4" ends in
 * "4 teams". The added word has the offsets of the number.
 */
export function applyCorrections(sentences: readonly Sentence[], corrections: Corrections): Sentence[] {
  let counted: Token | undefined;
  return sentences.map((sentence) => {
    const tokens: Token[] = [];
    let correctedUntil = -1;
    const ends = correctionEnds(sentence.tokens, corrections);
    for (const [at, token] of sentence.tokens.entries()) {
      tokens.push(token);
      const end = ends[at] ?? -1;
      if (end >= 0) correctedUntil = end + 2;
      if (token.value === undefined) continue;
      const next = sentence.tokens[at + 1];
      const isBare = next === undefined || next.kind === 'mark' || next.text === 'now';
      if (isBare && counted && at <= correctedUntil) tokens.push({ ...counted, start: token.start, end: token.end });
      else if (next?.kind === 'word') counted = next;
    }
    return { ...sentence, tokens };
  });
}

/** Where the correction that begins at a token ends, exclusive; -1 where none begins. */
function correctionEnds(tokens: readonly Token[], corrections: Corrections): number[] {
  const candidates = corrections.within(tokens);
  return tokens.map((token, at) =>
    Math.max(-1, ...candidates(token).map(({ pattern }) => matchPattern(pattern, tokens, at))),
  );
}
