import type { Citation, Style } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Nearest, Nearness } from '../knowledge/nearness.ts';
import { createSearch } from '../knowledge/search.ts';
import { normalise } from '../text/normalise.ts';
import { addedParts } from './added.ts';
import { type Answer, type AnswerPart, citationsOf, type Topic } from './answer.ts';
import { coverageOf, pointing } from './coverage.ts';
import type { Coverage } from './coverage-rule.ts';
import { asksForCode, closestTo, decline, orList, remark } from './decline.ts';
import { asksForForeignQuote, withoutHearsay } from './hearsay.ts';
import { kindOf } from './kind.ts';
import { asksFurther, beside, goesOn, isBare, isHollow, leaning, leansOn } from './leaning.ts';
import { type Judged, outcomeOf } from './outcome.ts';
import { asItWasPut } from './passed-on.ts';
import { createRanking } from './ranking.ts';
import { type Reading, tokensOf } from './reader.ts';
import { reconsider } from './reconsider.ts';
import { type Matches, matchesOf } from './scenario.ts';
import { beyondDoubt, sure } from './scores.ts';
import { surroundings } from './surroundings.ts';
import { createTeacher, type Taught } from './taught.ts';
import { type Ask, joined, understand } from './understand.ts';
import type { Verify } from './verify/verify.ts';

export interface Answerer {
  /**
   * Answers one message from the documents alone.
   *
   * @param context what the conversation was about so far; a fresh one has none
   * @returns the answer, and what the conversation is about now
   */
  answer(question: string, context?: { readonly topic: Topic | null }): Answered;
}

export interface Answered {
  readonly answer: Answer;
  readonly topic: Topic | null;
  /** Nobody may say more to it, whatever a model thinks: small talk, an injection, code, the weather. */
  readonly isFinal: boolean;
}

interface Parts {
  readonly knowledge: Knowledge;
  readonly lexicon: Lexicon;
  /** Whether a sentence is backed by its quotes; what fails is left out. */
  readonly verify?: Verify;
  /** What the examples nearest to some words say; none where nothing was taught. */
  readonly nearest?: Nearest;
}

export function createAnswerer({ knowledge, lexicon, verify, nearest }: Parts): Answerer {
  const teacher = createTeacher(lexicon);
  const search = createSearch(knowledge);
  const ranking = createRanking(search, lexicon);
  const { data } = lexicon;

  return {
    answer(question, context = { topic: null }) {
      const text = normalise(question);
      const kind = kindOf(text, lexicon);
      const before = context.topic;
      switch (kind.kind) {
        case 'smalltalk':
          return final(remark('smalltalk', kind.reply), before);
        case 'unreadable':
          return final(remark('declined', data.unreadable.reply), before);
        case 'injection':
          return final(remark('declined', data.injection.reply), before);
        case 'language':
          return final(remark('declined', kind.reply, ranking.of([], tokensOf(text, lexicon))), before);
        case 'question':
          return asksForForeignQuote(text, knowledge)
            ? final(remark('declined', data.wording['no-such-line']), before)
            : answerMessage(asItWasPut(kind.text), before);
      }
    },
  };

  /** What somebody says that was said before counts for nothing: the claim itself is held against the documents. */
  function answerMessage(text: string, before: Topic | null): Answered {
    const claim = withoutHearsay(text);
    if (claim === text || claim === '') return answerQuestion(text, before);
    const answered = answerQuestion(claim, before);
    if (answered.answer.status === 'declined') return answered;
    const parts: AnswerPart[] = [...answered.answer.parts, { kind: 'remark', text: data.wording.hearsay }];
    return { ...answered, answer: { ...answered.answer, parts } };
  }

  function answerQuestion(text: string, before: Topic | null): Answered {
    const clauses = understand(text, lexicon);
    const questions = clauses.some(({ asks }) => asks) ? clauses.filter(({ asks }) => asks) : clauses;
    const told = clauses.filter((clause) => !questions.includes(clause));
    const whole = clauses.flatMap(({ context, focus }) => [context, focus]).reduce(joined, emptyReading);
    const matches = matchesOf(whole, lexicon);
    const described = matches.monolith.length + matches.microservices.length > 0;
    const toldOf = told.some((clause) => clause.aspects.some(({ score }) => score >= sure));
    const around = { ...surroundings(clauses, before), described, toldOf };
    const alone = { ...surroundings(clauses, null), described, toldOf };
    const tokens = tokensOf(text, lexicon);
    const cued = leaning(
      questions.flatMap((ask): Judged[] =>
        asksFurther(ask, before, lexicon)
          ? [{ ask, coverage: { kind: 'empty' } }]
          : beside({ ask, coverage: coverageOf(ask, lexicon, leansOn(ask, before) ? around : alone) }),
      ),
    );
    const byCues = (one: Judged) =>
      goesOn(one.ask, before) ||
      asksFurther(one.ask, before, lexicon) ||
      isBare(one.ask, lexicon) ||
      isHollow(one, told, lexicon);
    const follows = told.length === 0 && cued.every(byCues);
    const near = follows ? null : (nearest?.(tokens.map(({ word }) => word)) ?? null);
    const isCertain = ({ named, aspects }: Ask) =>
      named.length > 0 || aspects.some(({ score }) => score >= beyondDoubt);
    const inSight = described || clauses.some(isCertain);
    const isElsewhere = near !== null && near.similarity < sameQuestion && isOutside(near, questions, inSight, before);
    const judged = cued.map((one, index) => {
      // What has a name is declined by it: "what about security?"; unless other words stand beside it, as in "what does a wedding cost?".
      const isNamed = one.coverage.kind === 'missing' && one.coverage.what !== null && one.ask.residual.length === 0;
      if (isElsewhere) return isNamed ? one : { ...one, coverage: outside };
      const alike =
        near && near.similarity >= sameQuestion && near.uncovered < leastDoubt && one.coverage.kind === 'missing';
      const own = questions.length === 1 || alike ? near : nearestOf(one.ask);
      const leans = index > 0 && one.coverage.kind === 'missing' && one.coverage === cued[index - 1]?.coverage;
      // What a team's own documents say, word for word, is no matter for examples of other documents.
      const isAdded = one.coverage.kind === 'missing' && addedParts(one.ask, search, lexicon).length > 0;
      return own && !leans && !isAdded && !byCues(one) ? reconsider(one, own, teacher.aspects(own), described) : one;
    });
    // Where only one style is asked about, lines that speak of the other alone are beside the point.
    const named = [...new Set(questions.flatMap((ask) => ask.named))];
    const weighs =
      told.length > 0 ||
      questions.some(({ forms }) => ['choose', 'compare', 'premise', 'why'].some((form) => forms.has(form)));
    const isAbout = ({ styles: about }: Taught) =>
      weighs || named.length !== 1 || about.length !== 1 || about[0] === named[0];
    // Nothing is added to nothing: "who brings cake?" has near examples, too.
    const isAnswered = told.length > 0 || described || judged.some(({ coverage }) => coverage.kind !== 'empty');
    const lacking = (said: readonly Citation[]) =>
      isAnswered && near && near.similarity >= likeness && near.uncovered <= mostDoubt
        ? teacher.lacking(near, said).filter(isAbout)
        : [];
    // A conversation goes on with a few words, or with words that point back; not with whatever is said next.
    const goesBack = follows || pointing.test(text);
    const carried = goesBack ? around : { ...around, aspects: [] };
    const message = isElsewhere ? { judged, told: [], matches: noMatches } : { judged, told, matches };
    const outcome = outcomeOf({ ...message, around: carried, lacking }, search, lexicon, checked);
    const ranked = ranking.of(outcome.ranked, tokens, near);
    const missing = [...new Set(outcome.missing.map(({ what }) => what ?? 'the rest of the question'))];
    if (outcome.parts.length === 0)
      return {
        answer: decline(outcome.missing, closestTo(judged, around, ranking), ranked, lexicon),
        topic: before,
        isFinal: asksForCode(outcome.missing) || !clauses.some((clause) => isOfMatter(clause, before)),
      };
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
      isFinal: asksForCode(outcome.missing),
    };
  }

  function nearestOf({ focus }: Ask) {
    return nearest?.(focus.tokens.map(({ word }) => word)) ?? null;
  }

  /**
   * Whether a message is about something else, though its words be those of architecture ("how do I lose weight?"). What people build may
   * be about anything: where a style, a situation or an aspect is in sight, a question that is surely about architecture remains one.
   */
  function isOutside(near: Nearness, questions: readonly Ask[], inSight: boolean, before: Topic | null): boolean {
    const isTalk = before !== null && before.aspects.length > 0 && questions.every((ask) => leansOn(ask, before));
    if (near.elsewhere <= (isTalk ? elsewhereInTalk : elsewhere)) return false;
    const asked = questions.flatMap(({ focus }) => focus.tokens.map(({ word }) => word));
    const isSubject =
      asked.length <= subjectLength && questions.some(({ aspects }) => (aspects[0]?.score ?? 0) >= sure);
    if (isSubject) return false;
    return !inSight || (nearest?.(asked).elsewhere ?? 0) > surelyHere;
  }

  /** Leaves out a sentence that its quotes do not bear, should an edited lexicon hold one. */
  function checked(parts: readonly AnswerPart[]): AnswerPart[] {
    let about: Style | null = null;
    return parts.flatMap((part): AnswerPart[] => {
      if (!verify || part.kind !== 'paragraph') return [part];
      const sentences = part.sentences.filter(({ text, citations }) => {
        const quotes = citations.map(({ section, quote }) => ({ section, text: quote }));
        const verdict = verify({ claim: text, quotes, about });
        about = verdict.about;
        return verdict.accepted;
      });
      return sentences.length > 0 ? [{ kind: 'paragraph', sentences }] : [];
    });
  }
}

/** From this similarity on, and up to this share of unanswered ones, the nearest examples say what an answer lacks. */
const likeness = 0.2;
const mostDoubt = 0.35;
/** Up to this share of unanswered examples a whole message is one that is answered. */
const leastDoubt = 0.15;
/** From this similarity on an example asks the same as the whole message. */
const sameQuestion = 0.6;

/**
 * Above the first a message is likelier about something else: of the examples that are answered, each left out of what was learned, 1 %
 * would be lost by it, and 2 % at -1. To be sure of it where it points back takes the second, 20 to 1.
 */
const elsewhere = 0;
const elsewhereInTalk = 3;
/** Up to this a question is surely about architecture. */
const surelyHere = -1;
/** Up to so many words name a subject ("reliability?"), and have nothing beside it that could tell where it belongs. */
const subjectLength = 3;

const outside: Coverage = { kind: 'missing', what: null, about: 'elsewhere' };
const noMatches: Matches = { monolith: [], microservices: [] };

const emptyReading: Reading = { tokens: [], hits: [], atoms: new Map() };

/** Whether a clause speaks of what the documents speak about: of a style, surely of an aspect, or of the talk so far. */
function isOfMatter(clause: Ask, before: Topic | null): boolean {
  const { named, hinted, aspects } = clause;
  return named.length + hinted.length > 0 || aspects.some(({ score }) => score >= sure) || goesOn(clause, before);
}

function final(answer: Answer, topic: Topic | null): Answered {
  return { answer, topic, isFinal: true };
}
