import type { Style } from '../knowledge/document.ts';
import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import type { Coverage, Rule, Surroundings } from './coverage-rule.ts';
import { likely, sure } from './scores.ts';
import {
  artefact,
  foreignObject,
  foreignThing,
  instructions,
  namedThing,
  outsideTopic,
  whichThing,
} from './uncovered.ts';
import type { Ask, ScoredAspect } from './understand.ts';

/** Aspects of this priority or less are no company for a narrow one. */
const broad = -1.5;

/** The first rule that has something to say decides. */
const rules: readonly Rule[] = [
  artefact,
  outsideTopic,
  namedThing,
  instructions,
  whichThing,
  foreignObject,
  followUp,
  foreignThing,
  covered,
  choice,
  definition,
  nothing,
];

/** Decides whether the documents answer an ask: what it is about decides, not how many known words stand around it. */
export function coverageOf(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage {
  for (const rule of rules) {
    const coverage = rule(ask, lexicon, around);
    if (coverage) return coverage;
  }
  return { kind: 'empty' };
}

function covered(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  const best = ask.aspects[0];
  if (!best || best.score < likely * 0.7) return null;
  if (best.aspect.priority <= -2 && best.score < sure && !around.aboutStyles) return null;
  // "Should we …?": a broad aspect beside it is not what is asked.
  if (ask.forms.has('choose') && best.aspect.priority <= -1.5 && best.score < sure) return null;
  const left = ask.residual.length;
  // "Who wins the world cup?": which is better, of things that nobody here speaks of.
  if (best.aspect.priority <= broad && left > 0 && isElsewhere(ask, around)) return null;
  const aboutStyles = around.aboutStyles;
  if (best.score < sure && ask.forms.has('choose')) return null;
  if (best.score < sure && left > (aboutStyles ? 2 : 0)) return null;
  if (!aboutStyles && ask.hinted.length === 0 && left > 1 && best.score < sure + 1) return null;
  return { kind: 'covered', aspects: chosen(ask) };
}

/** Neither style is in sight, and nothing else is asked about. */
function isElsewhere(ask: Ask, around: Surroundings): boolean {
  const isNear = around.aboutStyles || around.described || ask.named.length + ask.hinted.length > 0;
  return !isNear && ask.aspects.every(({ aspect, score }) => aspect.priority <= broad || score < likely);
}

/** The best aspect, and those as good that rest on other words. */
function chosen(ask: Ask): ScoredAspect[] {
  const [best, ...others] = ask.aspects;
  if (!best) return [];
  const picked = [best];
  const rank = ({ score, aspect }: ScoredAspect) => score + aspect.priority;
  for (const candidate of others) {
    if (candidate.aspect.priority <= broad && best.aspect.priority > broad) continue;
    const behind = rank(best) - rank(candidate);
    const own = !candidate.spans.every((span) =>
      picked.some((other) => other.spans.some((taken) => overlap(span, taken))),
    );
    if (
      picked.length < 3 &&
      candidate.score >= likely &&
      (behind <= 0.5 || (own && behind <= 1.75 && candidate.score >= sure))
    ) {
      picked.push(candidate);
    }
  }
  return picked;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function choice(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  const judges =
    /^(?:so |and |but )*(?:is|are|am|was|were|will|would|does|do)\b/i.test(ask.text) && ask.named.length > 0;
  if (judges && ask.residual.length === 0) return { kind: 'choice', aspects: [] };
  if (!ask.forms.has('choose')) return null;
  if (around.aboutStyles || around.described || ask.residual.length === 0) return { kind: 'choice', aspects: [] };
  return null;
}

/** "And microservices?", "for a monolith?", "microservices?": the other style, and what the conversation was about. */
function followUp(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const goesOn = /^(?:and|but|or|so|what about|how about|what of|same|also|for|with|in)\b/i.test(ask.text);
  const isAlone = ask.focus.tokens.length <= 2 && !/^(?:why|when|how|what|which|who)\b/i.test(ask.text);
  if (!(goesOn || isAlone) || around.aspects.length === 0 || ask.named.length === 0 || ask.residual.length > 0)
    return null;
  if (ask.aspects.some(({ score, aspect }) => score >= likely && aspect.priority > broad)) return null;
  const aspects = around.aspects.flatMap((id) => lexicon.aspects.get(id) ?? []);
  return { kind: 'covered', aspects: aspects.map((aspect) => ({ aspect, score: sure, styles: [], spans: [] })) };
}

/** "monolith?", "tell me about microservices", "why microservices?". */
function definition(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const wanted = ask.forms.has('why') ? 'pros' : /^(?:and )?when\b/i.test(ask.text) ? 'when' : 'definition';
  const aspect = lexicon.aspects.get(wanted);
  if (!aspect || ask.named.length === 0 || ask.residual.length > 0 || /^how\b/i.test(ask.text)) return null;
  if (around.described) return { kind: 'choice', aspects: [] };
  return { kind: 'covered', aspects: [{ aspect, score: likely, styles: [], spans: [] }] };
}

function nothing(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  if (ask.residual.length === 0 && ask.named.length === 0) return { kind: 'empty' };
  // "Two developers, four screens. Would services be over the top?"
  const ofStyle = ask.named.length + ask.hinted.length > 0;
  if (around.described && ofStyle && ask.residual.length < 2 && ask.unknown.length === 0)
    return { kind: 'choice', aspects: [] };
  if (around.toldOf && ask.residual.length < 2 && pointing.test(ask.text)) return { kind: 'empty' };
  const about = ask.named.length > 0 || (around.aboutStyles && ask.aspects.length > 0) ? 'architecture' : 'elsewhere';
  return { kind: 'missing', what: null, about };
}

/** Words that point back at what was told before. */
export const pointing = /\b(?:that|this|it|there|such|those|these)\b/i;

/** Whether an ask holds the two styles against each other. */
export function comparesStyles(ask: Ask): boolean {
  return ask.named.length === 2 || (ask.forms.has('compare') && (ask.named.length === 0 || ofBoth.test(ask.text)));
}

const ofBoth = /\b(?:both|each|the two|of the two|versus|vs|which is which|the other)\b/i;

/** The styles that an ask is about: named, pointed at by its cues, hinted at, or carried over; both where nothing tells. */
export function stylesOf(ask: Ask, picked: ScoredAspect | undefined, around: Surroundings): readonly Style[] {
  if (comparesStyles(ask)) return styles;
  if (ask.named.length > 0) return ask.named;
  if (picked && picked.styles.length === 1) return picked.styles;
  if (ask.hinted.length > 0) return ask.hinted;
  if (picked?.aspect.leans && around.styles.length !== 1) return [picked.aspect.leans];
  return around.styles.length > 0 ? around.styles : styles;
}
