import type { Signal } from './from-text-signals.ts';

/** A place that states an option: the sentence's number and the token indices in it, end exclusive. */
export interface Evidence {
  readonly signal: Pick<Signal, 'question' | 'option' | 'strength'>;
  readonly sentence: number;
  readonly from: number;
  readonly to: number;
}

/** Where a description takes something back. */
export interface Correction {
  readonly sentence: number;
  readonly from: number;
}

/**
 * One piece of evidence for each question that the text answers. The strongest evidence speaks; where pieces of equal strength
 * contradict each other, the one that follows a correction does; without a correction the question stays open.
 */
export function decide(evidence: readonly Evidence[], corrections: readonly Correction[]): Evidence[] {
  const taken: Evidence[] = [];
  for (const all of Map.groupBy(evidence, ({ signal }) => signal.question).values()) {
    const valid = afterCorrection(all, corrections);
    const strongest = Math.max(...valid.map(({ signal }) => signal.strength));
    const top = valid.filter(({ signal }) => signal.strength === strongest);
    const [first] = top;
    if (first && top.every(({ signal }) => signal.option === first.signal.option)) taken.push(first);
  }
  return taken;
}

/** Drops what a later, corrected piece of evidence of the same question contradicts. */
function afterCorrection(evidence: readonly Evidence[], corrections: readonly Correction[]): readonly Evidence[] {
  let valid = evidence;
  for (const { sentence, from } of corrections) {
    const after = valid.filter((piece) => piece.sentence === sentence && piece.from >= from);
    const [corrected] = after;
    if (corrected) {
      const isEarlier = (piece: Evidence) =>
        piece.sentence < sentence || (piece.sentence === sentence && piece.from < from);
      valid = valid.filter((piece) => !isEarlier(piece) || piece.signal.option === corrected.signal.option);
    }
  }
  return valid;
}
