import type { Nearness } from '../knowledge/nearness.ts';
import type { Span } from '../text/phrases.ts';
import { stemOf } from '../text/tokens.ts';
import type { Coverage } from './coverage-rule.ts';
import type { Judged } from './outcome.ts';
import { beyondDoubt, sure } from './scores.ts';
import type { Taught } from './taught.ts';
import { choiceAspects } from './tellings.ts';
import type { Ask, ScoredAspect } from './understand.ts';

/** From this similarity on the examples are near enough to speak of the same thing. */
const near = 0.2;
/** The same where nothing in the question belongs to the documents. */
const nearElsewhere = 0.35;
/** The similarity of what is nearly word for word an example. */
const nearlyTheSame = 0.6;
/** Shares of the votes that the documents do not answer: up to the first it is answered, from the second on it is not. */
const answered = 0.2;
const unanswered = 0.5;
/** How much of the votes must use a word that names something else in a question that is answered ("what price do we pay in latency"). */
const vouched = 0.05;
/** The same for what cues are sure of. */
const surelyUnanswered = 0.7;
/** What an example's word adds to an aspect's score, at most; it is all there from the second similarity on. */
const bonus = 3;
const alike = 0.4;
/** Aspects this much behind the best are not told of, nor more than this many. */
const gap = 1;
const most = 3;

/**
 * Holds a judgement by cues against the examples nearest to the same words. Cues know words, examples know questions: a wording that no
 * cue foresees is answered as its like were, and what sounds like the documents but was never answered by them is declined.
 *
 * @param described whether the message tells of a situation that the documents have lines for
 */
export function reconsider(judged: Judged, nearness: Nearness, taught: readonly Taught[], described: boolean): Judged {
  const { ask, coverage } = judged;
  const { uncovered, similarity } = nearness;
  const best = taught[0]?.share ?? 0;
  switch (coverage.kind) {
    case 'missing': {
      if (coverage.about === 'code' || best === 0) return judged;
      const enough = similarity >= (coverage.about === 'elsewhere' ? nearElsewhere : near);
      const foreign = isForeign(ask, described) ? ask.residual.map((token) => ask.focus.tokens.indexOf(token)) : [];
      const strange = [...ask.outside.map(({ span }) => span), ...foreign.map((at) => ({ start: at, end: at + 1 }))];
      const trusted = enough
        ? uncovered <= answered && strange.every((span) => isVouchedFor(span, judged, nearness))
        : ask.outside.length === 0 && uncovered <= answered / 2 && ask.named.length > 0;
      return trusted ? { ask, coverage: covered(taught, ask.aspects, similarity) } : judged;
    }
    case 'covered': {
      const score = coverage.aspects[0]?.score ?? 0;
      const beyond = score >= beyondDoubt && uncovered < 0.8;
      if (similarity >= near && uncovered >= (score >= sure ? surelyUnanswered : unanswered) && !beyond)
        return { ask, coverage: missing(judged) };
      return similarity >= near && best > 0 ? { ask, coverage: covered(taught, ask.aspects, similarity) } : judged;
    }
    case 'choice':
    case 'empty': {
      if (similarity < near) return judged;
      // Which to choose in a situation is answered whatever else the situation is full of.
      if (uncovered >= unanswered) return described ? judged : { ask, coverage: missing(judged) };
      if (best === 0 || uncovered > answered) return judged;
      // Neither a style nor a subject in sight: only what is nearly word for word an example is one.
      const inSight = described || ask.named.length + ask.hinted.length > 0;
      if (coverage.kind === 'empty' && !inSight && similarity < nearlyTheSame) return judged;
      const found = covered(taught, ask.aspects, similarity);
      if (coverage.kind === 'empty') return { ask, coverage: found };
      // Which to choose is asked already.
      const aspects = found.aspects.filter(({ aspect }) => !choiceAspects.has(aspect.id));
      return { ask, coverage: { kind: 'choice', aspects } };
    }
  }
}

/** Words that nothing here explains, and neither style in sight. */
function isForeign({ named, hinted }: Ask, described: boolean): boolean {
  return !described && named.length + hinted.length === 0;
}

/** Whether examples that are answered use one of the words: they may mean something else than what they name. */
function isVouchedFor({ start, end }: Span, { ask }: Judged, { votes }: Nearness): boolean {
  const named = new Set(ask.focus.tokens.slice(start, end).map(({ stem }) => stem));
  const using = votes.filter(
    ({ example }) => example.sections.length > 0 && example.words.some((word) => named.has(stemOf(word))),
  );
  return using.reduce((sum, { weight }) => sum + weight, 0) >= vouched;
}

type Covered = Extract<Coverage, { kind: 'covered' }>;

function missing({ ask }: Judged): Coverage {
  const architecture = ask.named.length > 0 || ask.aspects.length > 0;
  return { kind: 'missing', what: null, about: architecture ? 'architecture' : 'elsewhere' };
}

/** The aspects that cues and examples together put first. */
function covered(taught: readonly Taught[], cued: readonly ScoredAspect[], similarity: number): Covered {
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
  // A broad aspect gives way to narrow ones, unless the examples ask for just that.
  const shares = new Map(taught.map(({ aspect, share }) => [aspect, share / full]));
  const rank = ({ score, aspect }: ScoredAspect) => score + aspect.priority * (1 - (shares.get(aspect) ?? 0));
  const ordered = [...scored.values()].sort((a, b) => rank(b) - rank(a));
  const least = (ordered[0] ? rank(ordered[0]) : 0) - gap;
  return { kind: 'covered', aspects: ordered.filter((each) => rank(each) >= least).slice(0, most) };
}
