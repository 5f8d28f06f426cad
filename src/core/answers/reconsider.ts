import type { Nearness } from '../knowledge/nearness.ts';
import type { Coverage } from './coverage.ts';
import type { Judged } from './outcome.ts';
import type { Taught } from './taught.ts';
import type { ScoredAspect } from './understand.ts';

/** From this similarity on the examples are near enough to speak of the same thing. */
const near = 0.2;
/** Shares of the votes that the documents do not answer: up to the first it is answered, from the second on it is not. */
const answered = 0.3;
const unanswered = 0.65;
/** Up to this share a word that names something else is used in passing ("what price do we pay in latency"). */
const surelyAnswered = 0.1;
/** A score that no example overrules. */
const beyondDoubt = 6;
/** What an example's word adds to an aspect's score, at most; it is all there from the second similarity on. */
const bonus = 3;
const alike = 0.4;
/** Aspects this much behind the best are not told of, nor more than this many. */
const gap = 1;
const most = 3;

/**
 * Holds a judgement by cues against the examples nearest to the same words. Cues know words, examples know questions: a wording that no
 * cue foresees is answered as its like were, and what sounds like the documents but was never answered by them is declined.
 */
export function reconsider(judged: Judged, nearness: Nearness, taught: readonly Taught[]): Judged {
  const { ask, coverage } = judged;
  const { uncovered, similarity } = nearness;
  const best = taught[0]?.share ?? 0;
  switch (coverage.kind) {
    case 'missing': {
      if (coverage.about === 'code' || best === 0) return judged;
      const named = ask.outside.length > 0;
      const trusted =
        similarity >= near
          ? uncovered <= (named ? surelyAnswered : answered)
          : !named && uncovered <= answered / 2 && ask.named.length > 0;
      return trusted ? { ask, coverage: covered(taught, ask.aspects, similarity) } : judged;
    }
    case 'covered': {
      const sure = (coverage.aspects[0]?.score ?? 0) >= beyondDoubt && uncovered < 0.8;
      if (similarity >= near && uncovered >= unanswered && !sure) return { ask, coverage: missing(judged) };
      return similarity >= near && best > 0 ? { ask, coverage: covered(taught, ask.aspects, similarity) } : judged;
    }
    case 'choice':
    case 'empty':
      return similarity >= near && uncovered >= unanswered ? { ask, coverage: missing(judged) } : judged;
  }
}

function missing({ ask }: Judged): Coverage {
  const architecture = ask.named.length > 0 || ask.aspects.length > 0;
  return { kind: 'missing', what: null, about: architecture ? 'architecture' : 'elsewhere' };
}

/** The aspects that cues and examples together put first. */
function covered(taught: readonly Taught[], cued: readonly ScoredAspect[], similarity: number): Coverage {
  const full = taught[0]?.share ?? 1;
  const strength = bonus * Math.min(1, similarity / alike);
  const scored = new Map(cued.map((each) => [each.aspect.id, each]));
  for (const { aspect, share, styles } of taught) {
    const known = scored.get(aspect.id);
    scored.set(aspect.id, {
      aspect,
      score: (known?.score ?? 0) + strength * (share / full),
      styles: known && known.styles.length > 0 ? known.styles : styles,
      spans: known?.spans ?? [],
    });
  }
  const rank = ({ score, aspect }: ScoredAspect) => score + aspect.priority;
  const ordered = [...scored.values()].sort((a, b) => rank(b) - rank(a));
  const least = (ordered[0] ? rank(ordered[0]) : 0) - gap;
  return { kind: 'covered', aspects: ordered.filter((each) => rank(each) >= least).slice(0, most) };
}
