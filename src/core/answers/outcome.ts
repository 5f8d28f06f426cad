import type { Citation, Style } from '../knowledge/document.ts';
import { type Aspect, type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Search } from '../knowledge/search.ts';
import { addedParts } from './added.ts';
import { type AnswerPart, citationsOf } from './answer.ts';
import { openerFirst, partsOf, scenarioParts, type Telling } from './compose.ts';
import { pointing } from './coverage.ts';
import type { Coverage, Surroundings } from './coverage-rule.ts';
import { polarityOf } from './polarity.ts';
import type { Matches } from './scenario.ts';
import { likely, sure } from './scores.ts';
import { rowCitations, type Taught } from './taught.ts';
import { choiceAspects, inOrder, sureAspects, tellingsOf } from './tellings.ts';
import type { Ask } from './understand.ts';

/** One ask with what can be said to it. */
export interface Judged {
  readonly ask: Ask;
  readonly coverage: Coverage;
}

/** What is asked and cannot be answered. */
export type Missing = Pick<Extract<Coverage, { kind: 'missing' }>, 'what' | 'about'>;

/** A message, read and judged. */
export interface Message {
  readonly judged: readonly Judged[];
  /** Clauses that tell of a situation or a premise, and ask nothing. */
  readonly told: readonly Ask[];
  readonly matches: Matches;
  readonly around: Surroundings;
  /** What an answer with these citations still lacks, by what was taught. */
  readonly lacking: (said: readonly Citation[]) => readonly Taught[];
}

/** What there is to say to a message. */
export interface Outcome {
  readonly parts: readonly AnswerPart[];
  readonly missing: readonly Missing[];
  /** The citations of each thing told, most fitting first. */
  readonly ranked: readonly (readonly Citation[])[];
  readonly styles: readonly Style[];
  readonly aspects: readonly string[];
  /** Whether a choice is to be made, which a guided check does better. */
  readonly offer: boolean;
}

/** From this score on an aspect says more about a situation than one line that it matches. */
const verySure = 5;
/** How many aspects are told of at most, alone and beside the lines that a situation matches. */
const mostAspects = 4;
const mostBesideSituation = 2;

/** Aspects that a described situation makes more of than a list of arguments does. */
const weighing: ReadonlySet<string> = new Set(['pros', 'cons']);

/** @param checked leaves out sentences that may not be said */
export function outcomeOf(
  message: Message,
  search: Search,
  lexicon: Lexicon,
  checked: (parts: readonly AnswerPart[]) => AnswerPart[],
): Outcome {
  const { judged, matches, around } = message;
  const added: AnswerPart[] = [];
  const missing: Missing[] = [];
  for (const { ask, coverage } of judged) {
    if (coverage.kind !== 'missing') continue;
    const found = coverage.about === 'code' ? [] : addedParts(ask, search, lexicon);
    if (found.length > 0) added.push(...found);
    else if (!isAside(ask, coverage, judged)) missing.push(coverage);
  }
  const tellings = [...tellingsOfMessage(message, lexicon)];
  const choosing = isChoice(message);
  if (tellings.length === 0 && missing.length === 0 && added.length === 0 && !choosing) {
    tellings.push(...carriedOn(judged, around, lexicon));
  }
  const isUnexplained = tellings.length > 0 && asksWhyOnly(judged) && !tellings.some(explains);
  const undecided = judged.some(({ coverage }) => coverage.kind === 'choice');
  const scenario = choosing && (around.described || undecided || tellings.length === 0);
  const asked = inOrder(tellings).filter(
    ({ aspect: { id } }) => !(scenario && around.described && (choiceAspects.has(id) || weighing.has(id))),
  );
  const citationsIn = (telling: Telling) => citationsOfTelling(telling, lexicon);
  const [lists, advice] = scenario ? scenarioParts(matches, lexicon) : [[], []];
  // Both lists beside an answer to what it hangs on are more than was asked for.
  const matching = around.described || (asked[0]?.score ?? 0) < verySure ? lists : [];
  const already = [...asked.flatMap(citationsIn), ...citationsOf([...matching, ...advice])];
  const kept = inOrder([
    ...asked,
    ...(missing.length + added.length > 0
      ? []
      : message
          .lacking(already)
          .filter(({ aspect }) => !scenario || !choiceAspects.has(aspect.id))
          .map(addedTelling)),
  ]);
  const said = checked(partsOf(kept.slice(0, scenario ? mostBesideSituation : mostAspects), lexicon));
  // One matching line is less than what the situation is surely about.
  const situationFirst = matches.monolith.length + matches.microservices.length > 1 || (kept[0]?.score ?? 0) < verySure;
  const known = new Set(citationsOf(said).map(({ quote }) => quote));
  const take = advice.flatMap((part) => without(part, known));
  const news = matching.filter((part) => citationsOf([part]).some(({ quote }) => !known.has(quote)));
  const parts = [...(situationFirst ? [...matching, ...said] : [...said, ...news]), ...take, ...added];
  if (isUnexplained && said.length > 0) parts.push({ kind: 'remark', text: lexicon.data.wording['no-reason'] });
  if (parts.length === 0 && missing.length === 0) {
    missing.push({ what: null, about: around.aboutStyles ? 'architecture' : 'elsewhere' });
  }
  const cited = [...kept.map(citationsIn), citationsOf(added)];
  return {
    parts,
    missing,
    ranked: [
      ...(situationFirst ? [citationsOf(matching), ...cited] : [...cited, citationsOf(matching)]),
      citationsOf(take),
    ],
    ...topicOf(asked.length > 0 ? asked : kept, scenario, message),
    offer: scenario,
  };
}

/** What a conversation goes on about; which of the two to choose, and when, where only that was asked. */
function topicOf(told: readonly Telling[], scenario: boolean, { around, matches }: Message) {
  const about = [...new Set(told.flatMap((telling) => telling.styles))];
  if (told.length > 0 || !scenario) return { styles: about, aspects: told.map(({ aspect }) => aspect.id) };
  return { styles: around.styles.length > 0 ? around.styles : matchedStyles(matches), aspects: ['when'] };
}

/** A paragraph without the sentences that were said before. */
function without(part: AnswerPart, known: ReadonlySet<string>): AnswerPart[] {
  if (part.kind !== 'paragraph') return [part];
  const sentences = part.sentences.filter(({ citations }) => citations.some(({ quote }) => !known.has(quote)));
  return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
}

function addedTelling({ aspect, styles: about }: Taught): Telling {
  return { ...plainTelling(aspect, about, likely), isAdded: true };
}

function plainTelling(aspect: Aspect, about: readonly Style[], score: number): Telling {
  const plain = { side: 'paragraph', opener: null, corrects: false, openerStyle: null, isAdded: false } as const;
  return { aspect, score, styles: about, ...plain };
}

/** What is asked first; what is told where the questions lean on it, and where it is wrong. */
function tellingsOfMessage({ judged, told, around }: Message, lexicon: Lexicon): Telling[] {
  const asked = judged.flatMap(({ ask, coverage }) => {
    if (coverage.kind === 'covered') return tellingsOf(ask, coverage.aspects, around, lexicon);
    if (coverage.kind !== 'choice') return [];
    const cued = sureAspects(ask);
    return tellingsOf(ask, cued.length > 0 ? cued : coverage.aspects, around, lexicon);
  });
  const answered = judged.some(
    ({ coverage }) => coverage.kind === 'covered' && coverage.aspects.some(({ score }) => score >= sure),
  );
  const open = judged.some(
    ({ coverage }) => coverage.kind === 'choice' || coverage.kind === 'empty' || (told.length > 0 && isBroad(coverage)),
  );
  const pointed = !answered && judged.some(({ ask }) => pointing.test(ask.text));
  const fromTold = told
    .flatMap((clause) => {
      const least = pointed && clause.outside.length === 0 ? likely : sure;
      return open || pointed ? tellingsOf(clause, sureAspects(clause, least), around, lexicon, true) : [];
    })
    .toSorted((a, b) => b.score - a.score);
  const corrections = told.flatMap((clause) => {
    const wrong = clause.aspects.filter(({ aspect }) => polarityOf(clause.focus, aspect)?.holds === false);
    return tellingsOf(clause, wrong.slice(0, 1), around, lexicon, true);
  });
  return [...corrections, ...(answered ? [...asked, ...fromTold] : [...fromTold, ...asked])];
}

/** Whether somebody wants to know which of the two to take. */
function isChoice({ judged, told, around }: Message): boolean {
  if (around.described && judged.every(isOpen)) return true;
  return judged.some(
    ({ ask, coverage }) =>
      coverage.kind === 'choice' ||
      (coverage.kind === 'covered' && (ask.forms.has('choose') || (told.length > 0 && isBroad(coverage)))),
  );
}

/** Nothing asked that stands by itself. */
function isOpen({ ask, coverage }: Judged): boolean {
  return coverage.kind === 'empty' || (!ask.asks && coverage.kind !== 'missing');
}

function isBroad(coverage: Coverage): boolean {
  return coverage.kind === 'covered' && coverage.aspects.every(({ aspect }) => choiceAspects.has(aspect.id));
}

/** "Why?", "what about the other one?": what the conversation was about, of the other style where that is meant. */
function carriedOn(judged: readonly Judged[], around: Surroundings, lexicon: Lexicon): Telling[] {
  const other = judged.some(({ ask }) => ask.focus.tokens.some((token) => token.word === 'other'));
  const before = around.styles.length > 0 ? around.styles : styles;
  const about = other && before.length === 1 ? styles.filter((style) => !before.includes(style)) : before;
  const isWhy = asksWhyOnly(judged);
  const ids = around.aspects.flatMap((id) => (isWhy && choiceAspects.has(id) ? reasonsFor(about) : [id]));
  return [...new Set(ids)].flatMap((id): Telling[] => {
    const aspect = lexicon.aspects.get(id);
    return aspect ? [plainTelling(aspect, about, sure)] : [];
  });
}

/** Aspects that say why the one is chosen and not the other. */
const reasons: readonly string[] = ['premature', 'pros'];

/** What speaks for beginning with a monolith is no reason for microservices. */
function reasonsFor(about: readonly Style[]): readonly string[] {
  return about.length === 1 && about[0] === 'microservices' ? ['pros'] : reasons;
}

/** Microservices where a situation matches their lines alone; else both, since what speaks against the one speaks for a monolith. */
function matchedStyles({ monolith, microservices }: Matches): Style[] {
  return monolith.length === 0 && microservices.length > 0 ? ['microservices'] : [];
}

function explains({ aspect }: Telling): boolean {
  return reasons.includes(aspect.id);
}

/** "Why?", "how come?", and nothing else. */
function asksWhyOnly(judged: readonly Judged[]): boolean {
  return judged.every(({ ask, coverage }) => coverage.kind === 'empty' && ask.forms.has('why'));
}

/** "…, or am I just old?": beside a question that is answered, an idle one is no part that is missing. */
function isAside(ask: Ask, missing: Missing, judged: readonly Judged[]): boolean {
  const answered = judged.some(({ coverage }) => coverage.kind === 'covered' || coverage.kind === 'choice');
  const open = /^(?:and |also |but )*(?:what|which|how|why|when|where|who)\b/i.test(ask.text);
  if (!answered || ask.outside.length > 0 || missing.about === 'code') return false;
  if (missing.what === null) return !open || ask.residual.length === 0;
  return ask.named.length === 0 && !open;
}

function citationsOfTelling({ aspect, styles: asked, openerStyle }: Telling, lexicon: Lexicon): Citation[] {
  if (aspect.rows.length > 0) return rowCitations(aspect, lexicon);
  const sides = openerFirst(asked, openerStyle).flatMap((style) => aspect.sides[style].lines);
  return [...aspect.lines, ...sides].flatMap(({ citations }) => citations);
}
