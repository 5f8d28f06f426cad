import type { Style } from '../knowledge/document.ts';
import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import { spansOf } from './reader.ts';
import type { Ask, ScoredAspect } from './understand.ts';

/** What can be said to an ask. */
export type Coverage =
  | { readonly kind: 'covered'; readonly aspects: readonly ScoredAspect[] }
  /** Which of the two to choose, and what it hangs on where that is known. */
  | { readonly kind: 'choice'; readonly aspects: readonly ScoredAspect[] }
  /** Asked about, and not in the documents: what it is, in a few words, or null where it has no name. */
  | { readonly kind: 'missing'; readonly what: string | null; readonly about: 'architecture' | 'elsewhere' | 'code' }
  /** Nothing of its own: "right?", "any thoughts?". */
  | { readonly kind: 'empty' };

export interface Surroundings {
  /** Whether the message, or the conversation, names a style anywhere. */
  readonly aboutStyles: boolean;
  /** Whether the message describes a situation that the documents have lines for. */
  readonly described: boolean;
  /** Whether the message tells, beside what it asks, of something that the documents speak about. */
  readonly toldOf: boolean;
  /** What the conversation was about. */
  readonly aspects: readonly string[];
  readonly styles: readonly Style[];
}

/** Scores from which an aspect is taken as what is asked, and as what may be asked where the rest fits. */
const sureScore = 4;
const likelyScore = 2;
/** Aspects of this priority or less are no company for a narrow one. */
const broad = -1.5;

type Rule = (ask: Ask, lexicon: Lexicon, around: Surroundings) => Coverage | null;

/** The first rule that has something to say decides. */
const rules: readonly Rule[] = [
  artefact,
  outsideTopic,
  namedThing,
  instructions,
  whichThing,
  foreignObject,
  followUp,
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

function artefact(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  if (!ask.forms.has('artefact')) return null;
  const technical = around.aboutStyles || ask.aspects.length > 0 || ask.outside.length > 0;
  return { kind: 'missing', what: null, about: technical ? 'code' : 'elsewhere' };
}

function outsideTopic(ask: Ask, lexicon: Lexicon): Coverage | null {
  // "How much is the bill?" is about cost more than about figures.
  const first = ask.outside.find(({ topic }) => topic !== 'figures') ?? ask.outside[0];
  if (!first) return null;
  return { kind: 'missing', what: lexicon.data.outside[first.topic]?.label ?? null, about: 'architecture' };
}

/** "What is Kafka?", "Docker or Kubernetes?": a tool that the documents only name. */
function namedThing(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const named = spansOf(ask.focus, 'named');
  const first = named[0];
  if (!first || ask.named.length > 0) return null;
  const defines = ask.forms.has('define');
  const chooses = ask.forms.has('choose') || / or | vs | versus /i.test(` ${ask.text} `);
  if (!defines && !(chooses && named.length > 1)) return null;
  if (defines && around.styles.length > 0 && named.length === 1 && ask.focus.tokens.length > 6) return null;
  const within = new Set(named.flatMap(({ span }) => range(span.start, span.end)));
  const others = ask.focus.tokens.filter(
    (token, index) => !within.has(index) && !lexicon.filler.has(token.stem) && !isFormWord(ask, index),
  );
  // "REST or gRPC, which is better for …?" is about the two.
  const offered = chooses && named.some(({ span }) => isOffered(ask, span, named));
  if (others.length > 1 && !offered) return null;
  const words = ask.focus.tokens.slice(first.span.start, first.span.end).map((token) => token.word);
  // As it was written: "REST", "gRPC". It is one of the lexicon's own words, so it is safe to show.
  const name = new RegExp(words.join('\\W+'), 'i').exec(ask.text)?.[0] ?? words.join(' ');
  return { kind: 'missing', what: lexicon.data.named.label.replace('{name}', name), about: 'architecture' };
}

/** "… or gRPC": one of two names with an "or" between them. */
function isOffered({ focus }: Ask, { start }: Span, named: readonly { readonly span: Span }[]): boolean {
  return focus.tokens[start - 1]?.word === 'or' && named.some(({ span }) => span.end === start - 1);
}

/** "How do we set up …", "how to split …": how a thing is done. */
function instructions(ask: Ask, lexicon: Lexicon): Coverage | null {
  const forms = spansOf(ask.focus, 'form');
  for (const start of forms.filter(({ value }) => value.form === 'instructions')) {
    for (let index = start.span.end; index < ask.focus.tokens.length; index += 1) {
      const at = forms.filter(({ span }) => span.start === index);
      const token = ask.focus.tokens[index];
      if (!token || at.some(({ value }) => value.form === 'answerable')) break;
      if (at.some(({ value }) => value.form === 'handson')) {
        return { kind: 'missing', what: 'how to do that', about: 'architecture' };
      }
      if (!lexicon.filler.has(token.stem)) break;
    }
  }
  return null;
}

const auxiliaries = new Set([
  'should',
  'do',
  'does',
  'did',
  'is',
  'are',
  'would',
  'can',
  'could',
  'will',
  'must',
  'shall',
  'has',
  'have',
]);

/** "What port should …?", "which vendor is …?": a thing that nothing here speaks of. */
function whichThing(ask: Ask): Coverage | null {
  const { tokens } = ask.focus;
  for (const [index, token] of tokens.entries()) {
    if (token.word !== 'what' && token.word !== 'which') continue;
    const thing = tokens[index + 1];
    if (!thing || !ask.residual.includes(thing) || !auxiliaries.has(tokens[index + 2]?.word ?? '')) continue;
    return {
      kind: 'missing',
      what: null,
      about: ask.named.length > 0 || ask.aspects.length > 0 ? 'architecture' : 'elsewhere',
    };
  }
  return null;
}

/** Words after which the thing stands that somebody asks about. */
const objectMarkers = new Set([
  'using',
  'with',
  'for',
  'in',
  'via',
  'on',
  'about',
  'like',
  'or',
  'versus',
  'than',
  'from',
  'into',
  'called',
]);

/** A word that nobody here knows, in the place of the thing asked about. */
function foreignObject(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  const best = ask.aspects[0]?.score ?? 0;
  const architecture = ask.aspects.length > 0 || ask.named.length > 0;
  for (const token of ask.unknown) {
    const at = ask.focus.tokens.indexOf(token);
    const before = ask.focus.tokens[at - 1]?.word ?? '';
    const article =
      before === 'a' || before === 'an' || before === 'the' ? (ask.focus.tokens[at - 2]?.word ?? '') : before;
    const defined = ask.forms.has('define') && ask.named.length === 0 && best < sureScore;
    // "Is Xyz a good fit?": the thing itself.
    const isSubject = at === 1 && auxiliaries.has(before);
    const marked = objectMarkers.has(before) || objectMarkers.has(article) || isSubject;
    const name = new RegExp(`(?<!^)\\b${token.typed.charAt(0).toUpperCase()}${token.typed.slice(1)}\\b`).test(ask.text);
    if (marked && ask.forms.has('choose') && around.described) continue;
    if ((marked && (best < sureScore || name)) || defined || (best < sureScore && ask.named.length === 0)) {
      return {
        kind: 'missing',
        what: token.word.length <= 24 ? token.word : null,
        about: architecture ? 'architecture' : 'elsewhere',
      };
    }
  }
  return null;
}

function covered(ask: Ask, _lexicon: Lexicon, around: Surroundings): Coverage | null {
  const best = ask.aspects[0];
  if (!best || best.score < likelyScore * 0.7) return null;
  if (best.aspect.priority <= -2 && best.score < sureScore && !around.aboutStyles) return null;
  // "Should we …?": a broad aspect beside it is not what is asked.
  if (ask.forms.has('choose') && best.aspect.priority <= -1.5 && best.score < sureScore) return null;
  const left = ask.residual.length;
  const aboutStyles = around.aboutStyles;
  if (best.score < sureScore && ask.forms.has('choose')) return null;
  if (best.score < sureScore && left > (aboutStyles ? 2 : 0)) return null;
  if (!aboutStyles && ask.hinted.length === 0 && left > 1 && best.score < sureScore + 1) return null;
  return { kind: 'covered', aspects: chosen(ask) };
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
      candidate.score >= likelyScore &&
      (behind <= 0.5 || (own && behind <= 1.75 && candidate.score >= sureScore))
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

/** "And microservices?": the other style, and what the conversation was about. */
function followUp(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const goesOn = /^(?:and|but|or|so|what about|how about|what of|same|also)\b/i.test(ask.text);
  if (!goesOn || around.aspects.length === 0 || ask.named.length === 0 || ask.residual.length > 0) return null;
  if (ask.aspects.some(({ score, aspect }) => score >= likelyScore && aspect.priority > broad)) return null;
  const aspects = around.aspects.flatMap((id) => lexicon.aspects.get(id) ?? []);
  return { kind: 'covered', aspects: aspects.map((aspect) => ({ aspect, score: sureScore, styles: [], spans: [] })) };
}

/** "monolith?", "tell me about microservices", "why microservices?". */
function definition(ask: Ask, lexicon: Lexicon, around: Surroundings): Coverage | null {
  const wanted = ask.forms.has('why') ? 'pros' : /^(?:and )?when\b/i.test(ask.text) ? 'when' : 'definition';
  const aspect = lexicon.aspects.get(wanted);
  if (!aspect || ask.named.length === 0 || ask.residual.length > 0 || /^how\b/i.test(ask.text)) return null;
  if (around.described) return { kind: 'choice', aspects: [] };
  return { kind: 'covered', aspects: [{ aspect, score: likelyScore, styles: [], spans: [] }] };
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

function isFormWord(ask: Ask, index: number): boolean {
  return ask.focus.hits.some(
    ({ value, span }) => value.kind === 'form' && value.form !== 'handson' && span.start <= index && index < span.end,
  );
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

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
