import type { Style } from '../knowledge/document.ts';
import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Span } from '../text/phrases.ts';
import { comparable, type Telling } from './compose.ts';
import { comparesStyles, stylesOf } from './coverage.ts';
import type { Surroundings } from './coverage-rule.ts';
import { type Polarity, polarityOf } from './polarity.ts';
import { denials, isDenied } from './scenario.ts';
import { sure } from './scores.ts';
import { type Ask, joined, type ScoredAspect } from './understand.ts';

/** Aspects that say which to choose and when: a described situation answers them better than their lines alone. */
export const choiceAspects: ReadonlySet<string> = new Set(['when', 'verdict', 'start', 'evolve']);

/** Aspects of this priority or less are too broad to be taken from what is only told. */
const broad = -1;
/** How many aspects are taken from one clause that is told. */
const mostTold = 2;

/**
 * What to tell of some aspects of an ask: of which styles, side by side or not, and with what opener. An aspect of which the ask's
 * premise says something wrong joins them, first.
 *
 * @param isTold whether the clause tells rather than asks
 */
export function tellingsOf(
  ask: Ask,
  aspects: readonly ScoredAspect[],
  around: Surroundings,
  lexicon: Lexicon,
  isTold = false,
): Telling[] {
  const wrong = ask.aspects.filter(
    (picked) => !aspects.includes(picked) && polarityOf(ask.context, picked.aspect)?.holds === false,
  );
  return [...wrong.slice(0, 1), ...aspects].map((picked) => tellingOf(ask, picked, around, lexicon, isTold));
}

function tellingOf(ask: Ask, picked: ScoredAspect, around: Surroundings, lexicon: Lexicon, isTold: boolean): Telling {
  const { aspect } = picked;
  const asked = aspect.together ? styles : stylesOf(ask, picked, around);
  const yesNo = isYesNo(ask);
  const claims = yesNo || ((ask.forms.has('why') || !ask.asks || tagged.test(ask.text)) && !offersTwo(ask));
  const polarity = (claims ? polarityOf(ask.focus, aspect) : null) ?? polarityOf(ask.context, aspect);
  // What only examples point at is not what is claimed.
  const opener = picked.spans.length > 0 ? openerOf(polarity, ask, yesNo, lexicon) : null;
  const unnamed = ask.named.length === 0 && !/^(?:what|how|which|why)\b/i.test(ask.text);
  const contrasts = aspect.contrast && ask.named.length < 2 && (yesNo || unnamed || ask.forms.has('choose'));
  const wide = opener !== null || isTold || contrasts;
  const sideBySide = comparesStyles(ask) && comparable(aspect) && (asked.length === 2 || aspect.rows.length > 0);
  return {
    aspect,
    score: picked.score,
    styles: wide ? withOther(isTold && aspect.leans ? [aspect.leans] : asked) : asked,
    side: sideBySide && opener === null ? 'comparison' : 'paragraph',
    opener,
    corrects: opener !== null && polarity?.holds === false,
    openerStyle: polarity?.style ?? null,
    isAdded: false,
  };
}

function openerOf(polarity: Polarity, ask: Ask, yesNo: boolean, lexicon: Lexicon): string | null {
  const { yes, no, correction } = lexicon.data.wording;
  if (polarity === null) return null;
  if (!polarity.holds) return yesNo ? no : correction;
  return yesNo && !absolute.test(ask.text) ? yes : null;
}

function isYesNo(ask: Ask): boolean {
  const begins = /^(?:so\s+)?(?:is|are|am|do|does|did|can|could|will|would|has|have)\b/i;
  return ask.asks && !offersTwo(ask) && begins.test(ask.text);
}

/** "Breeze or pain?": nothing is claimed. */
function offersTwo(ask: Ask): boolean {
  return /\bor\b/i.test(ask.text);
}

/** What the documents do not go so far as to say. */
const absolute = /\b(?:always|never|ever|forever|every|all|guarantee\w*|only|completely|any|much|way|no matter)\b/i;

/** A statement that asks to be confirmed. */
const tagged =
  /\b(?:right|correct|agree|agreed|yeah|yes|true|no|innit|isn't it|aren't they|don't they|did i get (?:that|it) right)\W*$/i;

/** The aspects that a clause is surely about, the broad ones and what it denies aside. */
export function sureAspects(ask: Ask, least: number = sure): ScoredAspect[] {
  return ask.aspects
    .filter(
      ({ score, aspect, spans }) =>
        score >= least && aspect.priority > broad && !choiceAspects.has(aspect.id) && !deniesAny(ask, spans),
    )
    .slice(0, mostTold);
}

/** "No scaling problems" is not about scaling, though "no DevOps" is about DevOps. */
function deniesAny(ask: Ask, spans: readonly Span[]): boolean {
  const all = joined(ask.context, ask.focus);
  const starts = spans.map(({ start }) => start + ask.context.tokens.length);
  const beginsWithNo = starts.some((start) => denials.has(all.tokens[start]?.word ?? ''));
  return !beginsWithNo && starts.some((start) => isDenied(all, start));
}

/** Each aspect once, a correction or a plain "No." first, and said once. */
export function inOrder(tellings: readonly Telling[]): Telling[] {
  const byAspect = new Map<string, Telling>();
  for (const telling of tellings.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const known = byAspect.get(telling.aspect.id);
    const merged = known ? { ...known, styles: [...new Set([...known.styles, ...telling.styles])] } : telling;
    byAspect.set(telling.aspect.id, merged);
  }
  const distinct = [...byAspect.values()];
  const first = distinct.findIndex(({ opener }) => opener !== null);
  return distinct.map((telling, index) => (index > first ? { ...telling, opener: null } : telling));
}

/** What puts a mistake right comes first, then what says yes or no. */
function weightOf({ corrects, opener }: Telling): number {
  return corrects ? 2 : Number(opener !== null);
}

function withOther(asked: readonly Style[]): readonly Style[] {
  return [...asked, ...styles.filter((style) => !asked.includes(style))];
}
