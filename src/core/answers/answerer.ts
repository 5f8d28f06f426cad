import type { Citation, Style } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import { createSearch } from '../knowledge/search.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/phrases.ts';
import { addedParts } from './added.ts';
import { type Answer, type AnswerPart, citationsOf, type Topic } from './answer.ts';
import { comparable, openerFirst, partsOf, scenarioParts, type Telling } from './compose.ts';
import { type Coverage, coverageOf, pointing, type Surroundings, stylesOf } from './coverage.ts';
import { kindOf } from './kind.ts';
import { polarityOf } from './polarity.ts';
import { createRanking } from './ranking.ts';
import { type Reading, tokensOf } from './reader.ts';
import { denials, isDenied, type Matches, matchesOf } from './scenario.ts';
import { type Ask, joined, type ScoredAspect, understand } from './understand.ts';

export interface Answerer {
  /**
   * Answers one message from the documents alone.
   *
   * @param context what the conversation was about so far; a fresh one has none
   * @returns the answer, and what the conversation is about now
   */
  answer(question: string, context?: { readonly topic: Topic | null }): { answer: Answer; topic: Topic | null };
}

/** Whether a sentence is backed by its quotes; what fails is left out. */
export type Verify = (input: { claim: string; quotes: readonly { section: string; text: string }[] }) => {
  accepted: boolean;
};

interface Parts {
  readonly knowledge: Knowledge;
  readonly lexicon: Lexicon;
  readonly verify?: Verify;
}

/** One ask with what can be said to it. */
interface Judged {
  readonly ask: Ask;
  readonly coverage: Coverage;
}

export function createAnswerer({ knowledge, lexicon, verify }: Parts): Answerer {
  const search = createSearch(knowledge);
  const ranking = createRanking(search, lexicon);
  const { data } = lexicon;

  const remark = (
    status: Answer['status'],
    text: string,
    ranked: readonly string[] = [],
    notCovered: readonly string[] = [],
  ): Answer => ({
    status,
    mode: 'offline',
    parts: [{ kind: 'remark', text }],
    citations: [],
    ranked,
    notCovered,
    offer: null,
  });

  return {
    answer(question, context = { topic: null }) {
      const text = normalise(question);
      const kind = kindOf(text, lexicon);
      const before = context.topic;
      switch (kind.kind) {
        case 'smalltalk':
          return { answer: remark('smalltalk', kind.reply), topic: before };
        case 'unreadable':
          return { answer: remark('declined', data.unreadable.reply), topic: before };
        case 'injection':
          return { answer: remark('declined', data.injection.reply), topic: before };
        case 'language':
          return { answer: remark('declined', kind.reply, ranking.of([], tokensOf(text, lexicon))), topic: before };
        case 'question':
          return asksToConfirm(text) && hasForeignQuote(text)
            ? { answer: remark('declined', data.wording['no-such-line']), topic: before }
            : answerQuestion(kind.text, before);
      }
    },
  };

  /** Whether a message quotes words that stand in no document. */
  function hasForeignQuote(text: string): boolean {
    const quoted = [...text.matchAll(/(?<!\w)["']([^"']{12,})["'](?!\w)/g)].flatMap(([, words]) => words ?? []);
    const folded = (words: string) => words.toLowerCase().replace(/\s+/g, ' ').trim();
    return quoted.some(
      (words) =>
        words.trim().includes(' ') &&
        !knowledge.documents.some((document) => folded(document.text).includes(folded(words))),
    );
  }

  function answerQuestion(text: string, before: Topic | null): { answer: Answer; topic: Topic | null } {
    const clauses = understand(text, lexicon);
    const questions = clauses.some(({ asks }) => asks) ? clauses.filter(({ asks }) => asks) : clauses;
    const told = clauses.filter((clause) => !questions.includes(clause));
    const whole = clauses.flatMap(({ context, focus }) => [context, focus]).reduce(joined, emptyReading);
    const matches = matchesOf(whole, lexicon);
    const described = matches.monolith.length + matches.microservices.length > 0;
    const toldOf = told.some((clause) => clause.aspects.some(({ score }) => score >= 4));
    const around = { ...surroundings(clauses, before), described, toldOf };
    const judged = leaning(questions.map((ask): Judged => ({ ask, coverage: coverageOf(ask, lexicon, around) })));
    const outcome = tell(judged, told, matches, around);
    const tokens = tokensOf(text, lexicon);
    const ranked = ranking.of(outcome.ranked, tokens);
    const missing = [...new Set(outcome.missing.map(({ what }) => what ?? 'the rest of the question'))];
    if (outcome.parts.length === 0) return { answer: decline(outcome.missing, outcome.near, ranked), topic: before };
    const remarks: AnswerPart[] =
      missing.length > 0 ? [{ kind: 'remark', text: data.wording.partly.replace('{what}', orList(missing)) }] : [];
    const offer: AnswerPart[] = outcome.offer ? [{ kind: 'remark', text: data.wording.offer }] : [];
    const parts = [...outcome.parts, ...remarks, ...offer];
    return {
      answer: {
        status: missing.length > 0 ? 'partial' : 'answered',
        mode: 'offline',
        parts,
        citations: citationsOf(parts),
        ranked,
        notCovered: missing,
        offer: outcome.offer ? 'check' : null,
      },
      topic: { subjects: outcome.styles, aspects: outcome.aspects },
    };
  }

  function decline(missing: readonly Missing[], near: string | null, ranked: readonly string[]): Answer {
    const named = [...new Set(missing.flatMap(({ what, about }) => (about === 'elsewhere' ? [] : (what ?? []))))];
    if (missing.every(({ about }) => about === 'elsewhere')) return remark('declined', data['off-topic'].reply, ranked);
    if (missing.some(({ about }) => about === 'code')) return remark('declined', data.code.reply, ranked, ['code']);
    const what =
      named.length > 0 ? data.wording.declined.replace('{what}', orList(named)) : data.wording['declined-unnamed'];
    const nearest = near ? ` ${data.wording.nearest.replace('{section}', near)}` : '';
    return remark('declined', `${what}${nearest}`, ranked, named);
  }

  /** Leaves out a sentence that its quotes do not bear, should an edited lexicon hold one. */
  function checked(parts: readonly AnswerPart[]): AnswerPart[] {
    return parts.flatMap((part): AnswerPart[] => {
      if (!verify || part.kind !== 'paragraph') return [part];
      const sentences = part.sentences.filter(
        ({ text, citations }) =>
          verify({ claim: text, quotes: citations.map(({ section, quote }) => ({ section, text: quote })) }).accepted,
      );
      return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
    });
  }

  interface Outcome {
    readonly parts: readonly AnswerPart[];
    readonly missing: readonly Missing[];
    readonly ranked: readonly (readonly Citation[])[];
    readonly styles: readonly Style[];
    readonly aspects: readonly string[];
    readonly offer: boolean;
    /** The section that comes closest to what is asked, where nothing can be said. */
    readonly near: string | null;
  }

  function tell(judged: readonly Judged[], told: readonly Ask[], matches: Matches, around: Surroundings): Outcome {
    const { described } = around;
    const tellings: Telling[] = [];
    const missing: Missing[] = [];
    const added: AnswerPart[] = [];
    let choosing = around.described && !judged.some(({ ask }) => ask.asks);
    let open = false;
    let undecided = false;
    for (const { ask, coverage } of judged) {
      switch (coverage.kind) {
        case 'missing': {
          const found = coverage.about === 'code' ? [] : addedParts(ask, search, lexicon);
          if (found.length > 0) added.push(...found);
          else if (!isAside(ask, coverage, judged)) missing.push(coverage);
          break;
        }
        case 'covered': {
          const broad = coverage.aspects.every(({ aspect }) => choiceAspects.has(aspect.id));
          choosing = choosing || ask.forms.has('choose') || (broad && told.length > 0);
          open = open || (broad && told.length > 0);
          tellings.push(...tellingsOf(ask, coverage.aspects, around));
          break;
        }
        case 'choice':
          choosing = true;
          open = true;
          undecided = true;
          tellings.push(...tellingsOf(ask, sureAspects(ask, sure), around));
          break;
        case 'empty':
          open = true;
          break;
      }
    }
    const answered = judged.some(
      ({ coverage }) => coverage.kind === 'covered' && coverage.aspects.some(({ score }) => score >= sure),
    );
    const pointed = !answered && judged.some(({ ask }) => pointing.test(ask.text));
    const fromTold = told.flatMap((clause) => {
      const least = pointed && clause.outside.length === 0 ? likely : sure;
      return open || pointed ? tellingsOf(clause, sureAspects(clause, least), around, true) : [];
    });
    const byScore = fromTold.toSorted((a, b) => b.score - a.score);
    if (answered) tellings.push(...byScore);
    else tellings.unshift(...byScore);
    for (const clause of told) {
      const wrong = clause.aspects.filter(({ aspect }) => polarityOf(clause.focus, aspect)?.holds === false);
      tellings.unshift(...tellingsOf(clause, wrong.slice(0, 1), around, true));
    }
    if (tellings.length === 0 && missing.length === 0 && added.length === 0 && !choosing) {
      for (const id of around.aspects) {
        const aspect = lexicon.aspects.get(id);
        if (aspect)
          tellings.push({
            aspect,
            score: sure,
            styles: flipped(judged, around),
            side: 'paragraph',
            opener: null,
            corrects: false,
            openerStyle: null,
          });
      }
    }
    const scenario = choosing && (described || undecided || tellings.length === 0);
    const distinct = openedOnce(
      dedupe(tellings.toSorted((a, b) => wrongness(b) - wrongness(a))).filter(
        ({ aspect }) => !(scenario && described && choiceAspects.has(aspect.id)),
      ),
    );
    const [matching, take] = scenario ? scenarioParts(matches, lexicon) : [[], []];
    // One matching line is less than what the situation is surely about.
    const strong = matches.monolith.length + matches.microservices.length > 1 || (distinct[0]?.score ?? 0) < verySure;
    const said = checked(partsOf(distinct.slice(0, scenario ? 2 : 6), lexicon));
    const known = new Set(citationsOf(said).map(({ quote }) => quote));
    const more = matching.filter((part) => citationsOf([part]).some(({ quote }) => !known.has(quote)));
    const parts = [...(strong ? [...matching, ...said] : [...said, ...more]), ...take, ...added];
    if (parts.length === 0 && missing.length === 0)
      missing.push({ what: null, about: around.aboutStyles ? 'architecture' : 'elsewhere' });
    const nearest = judged[0]?.ask.aspects.find(({ score, aspect }) => score >= likely && aspect.priority > -2);
    const lines = nearest ? styles.flatMap((style) => nearest.aspect.sides[style].lines) : [];
    const close = new Set(lines.flatMap(({ citations }) => citations.map(({ section }) => section)));
    const near =
      ranking.of([], judged[0]?.ask.focus.tokens ?? []).find((section) => close.has(section)) ?? [...close][0] ?? null;
    const cited = distinct.map(({ aspect, styles: asked, openerStyle }) => [
      ...aspect.lines.flatMap((line) => line.citations),
      ...openerFirst(asked, openerStyle).flatMap((style) =>
        aspect.sides[style].lines.flatMap((line) => line.citations),
      ),
    ]);
    return {
      parts,
      missing,
      ranked: strong
        ? [citationsOf(matching), ...cited, citationsOf(added), citationsOf(take)]
        : [...cited, citationsOf(added), citationsOf(matching), citationsOf(take)],
      styles: [...new Set(distinct.flatMap((telling) => telling.styles))],
      aspects: distinct.map(({ aspect }) => aspect.id),
      offer: scenario,
      near,
    };
  }

  /** The aspects that a told or a chosen-about clause is about, the broad ones and what it denies aside. */
  function sureAspects(ask: Ask, least: number): ScoredAspect[] {
    return ask.aspects
      .filter(
        ({ score, aspect, spans }) =>
          score >= least && aspect.priority > -1 && !choiceAspects.has(aspect.id) && !deniesAny(ask, spans),
      )
      .slice(0, 2);
  }

  function tellingsOf(ask: Ask, aspects: readonly ScoredAspect[], around: Surroundings, isTold = false): Telling[] {
    const compares = ask.named.length === 2 || (ask.forms.has('compare') && ask.named.length !== 1);
    const wrong = ask.aspects.filter(
      (picked) => !aspects.includes(picked) && polarityOf(ask.context, picked.aspect)?.holds === false,
    );
    return [...wrong.slice(0, 1), ...aspects].map((picked): Telling => {
      const { aspect } = picked;
      const asked = aspect.together ? styles : stylesOf(ask, picked, around);
      const open = /\bor\b/i.test(ask.text) || (!ask.forms.has('why') && ask.asks && !tagged.test(ask.text));
      const yesNo =
        ask.asks &&
        !/\bor\b/i.test(ask.text) &&
        /^(?:so\s+)?(?:is|are|am|do|does|did|can|could|will|would|has|have)\b/i.test(ask.text);
      const polarity = (open && !yesNo ? null : polarityOf(ask.focus, aspect)) ?? polarityOf(ask.context, aspect);
      const opener =
        polarity === null
          ? null
          : polarity.holds
            ? yesNo && !absolute.test(ask.text)
              ? data.wording.yes
              : null
            : yesNo
              ? data.wording.no
              : data.wording.correction;
      const both = compares && comparable(aspect);
      const unnamed = ask.named.length === 0 && !/^(?:what|how|which|why)\b/i.test(ask.text);
      const contrasts = aspect.contrast && ask.named.length < 2 && (yesNo || unnamed || ask.forms.has('choose'));
      const wide = opener !== null || isTold || contrasts;
      return {
        aspect,
        score: picked.score,
        styles: wide ? withOther(isTold && aspect.leans ? [aspect.leans] : asked) : asked,
        side: both && opener === null && (asked.length === 2 || aspect.rows.length > 0) ? 'comparison' : 'paragraph',
        opener,
        corrects: opener !== null && polarity?.holds === false,
        openerStyle: polarity?.style ?? null,
      };
    });
  }
}

/** "Confirm the line …", "quote it". */
function asksToConfirm(text: string): boolean {
  return /\b(?:confirm|quote|verify|cite|repeat)\b/i.test(text);
}

type Missing = Pick<Extract<Coverage, { kind: 'missing' }>, 'what' | 'about'>;

/** What the documents do not go so far as to say. */
const absolute = /\b(?:always|never|ever|forever|every|all|guarantee\w*|only|completely|any|much|way|no matter)\b/i;

/** A statement that asks to be confirmed. */
const tagged =
  /\b(?:right|correct|agree|agreed|yeah|yes|true|no|innit|isn't it|aren't they|don't they|did i get (?:that|it) right)\W*$/i;

/** "No scaling problems" is not about scaling, though "no DevOps" is about DevOps. */
function deniesAny(ask: Ask, spans: readonly Span[]): boolean {
  const all = joined(ask.context, ask.focus);
  const starts = spans.map(({ start }) => start + ask.context.tokens.length);
  return (
    !starts.some((start) => denials.has(all.tokens[start]?.word ?? '')) && starts.some((start) => isDenied(all, start))
  );
}

/** What corrects a mistake is said first. */
function wrongness({ corrects }: Telling): number {
  return corrects ? 1 : 0;
}

/** "No." is said once. */
function openedOnce(tellings: readonly Telling[]): Telling[] {
  const first = tellings.findIndex(({ opener }) => opener !== null);
  return tellings.map((telling, index) => (index > first ? { ...telling, opener: null } : telling));
}

/** Scores from which an aspect of something told is taken up. */
const sure = 4;
const likely = 2;
const verySure = 5;

/** Aspects that say which to choose and when: a described situation answers them better than their lines alone. */
const choiceAspects = new Set(['when', 'verdict', 'start', 'evolve']);

const emptyReading: Reading = { tokens: [], hits: [], atoms: new Map() };

/** "…, or am I just old?": beside a question that is answered, an idle one is no part that is missing. */
function isAside(ask: Ask, coverage: Extract<Coverage, { kind: 'missing' }>, judged: readonly Judged[]): boolean {
  const answered = judged.some((other) => other.coverage.kind === 'covered' || other.coverage.kind === 'choice');
  const open = /^(?:and |also |but )*(?:what|which|how|why|when|where|who)\b/i.test(ask.text);
  return answered && ask.outside.length === 0 && ask.named.length === 0 && coverage.about !== 'code' && !open;
}

/** "Serverless or microservices, which is better?": what leans on a thing that is not covered is not covered either. */
function leaning(judged: readonly Judged[]): Judged[] {
  return judged.map((one, index) => {
    const before = judged[index - 1];
    if (before?.coverage.kind !== 'missing' || one.coverage.kind === 'missing' || one.coverage.kind === 'empty')
      return one;
    const pronoun = /^\W*(?:\w+\s+){0,2}(?:it|that|they|them|those|these|this)\b/i.test(one.ask.text);
    const specific = one.coverage.kind === 'covered' && one.coverage.aspects.some(({ aspect }) => aspect.priority > -1);
    return (one.ask.named.length === 0 && !specific) || (pronoun && !specific)
      ? { ask: one.ask, coverage: before.coverage }
      : one;
  });
}

function withOther(asked: readonly Style[]): readonly Style[] {
  return [...asked, ...styles.filter((style) => !asked.includes(style))];
}

function surroundings(clauses: readonly Ask[], before: Topic | null): Omit<Surroundings, 'described' | 'toldOf'> {
  const named = [...new Set(clauses.flatMap((clause) => clause.named))];
  const hinted = [...new Set(clauses.flatMap((clause) => clause.hinted))];
  const carried = named.length > 0 ? named : (before?.subjects ?? []);
  return {
    aboutStyles: carried.length > 0 || hinted.length > 0,
    aspects: before?.aspects ?? [],
    styles: carried.length > 0 ? carried : hinted.length === 1 ? hinted : [],
  };
}

/** "What about the other one?" turns to the style that the conversation was not about. */
function flipped(judged: readonly Judged[], around: Surroundings): readonly Style[] {
  const other = judged.some(({ ask }) => ask.focus.tokens.some((token) => token.word === 'other'));
  if (!other || around.styles.length !== 1) return around.styles.length > 0 ? around.styles : styles;
  return styles.filter((style) => !around.styles.includes(style));
}

function dedupe(tellings: readonly Telling[]): Telling[] {
  const byAspect = new Map<string, Telling>();
  for (const telling of tellings) {
    const known = byAspect.get(telling.aspect.id);
    byAspect.set(
      telling.aspect.id,
      known ? { ...known, styles: [...new Set([...known.styles, ...telling.styles])] } : telling,
    );
  }
  return [...byAspect.values()];
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
