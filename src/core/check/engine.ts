import type { Citation } from '../knowledge/document.ts';
import { readAnswers } from './answers.ts';
import { findFlips, type IndexedFlip } from './flips.ts';
import type { Block, Option, Question, Questionnaire } from './questionnaire.ts';
import { reachable, settle, sizeOf, type VerdictSet, verdictAt } from './reachable.ts';
import { count, countRules, extreme, type Possibilities, type Rules } from './rules.ts';
import type {
  Answers,
  Contribution,
  Disagreement,
  FiredBlock,
  Flip,
  Objection,
  Verdict,
  VerdictId,
} from './verdict.ts';
import { verdictIds, verdictIndex } from './verdict.ts';

/** How many flips a verdict carries at most; `flipsTotal` counts them all. */
const maxFlips = 10;
const maxObjections = 3;

/** Decides, by the rules alone. Pure and deterministic: the same rules and answers give the same verdict, in any order. */
export interface Engine {
  readonly questionnaire: Questionnaire;
  /** @throws {UserError} for a question or an option that does not exist */
  evaluate(answers: Answers): Verdict;
  /** The verdicts over all fillings. @throws {UserError} as {@link Engine.evaluate} */
  reachable(answers: Answers): readonly VerdictId[];
  /**
   * The question of the quick form that comes next: the first one, then always the one that tells most; null once a single verdict is
   * left or nothing is left to ask. A question answered with `unknown` has been asked, a missing one has not.
   *
   * @throws {UserError} as {@link Engine.evaluate}
   */
  nextQuestion(answers: Answers): string | null;
}

/** @param questionnaire as `loadQuestionnaire` returns it: the engine relies on its rules being monotone */
export function createEngine(questionnaire: Questionnaire): Engine {
  const { questions } = questionnaire;
  const rules = countRules(questionnaire);

  return {
    questionnaire,
    evaluate: (answers) => evaluate(questionnaire, rules, answers),
    reachable: (answers) => idsOf(reachable(rules, readAnswers(questions, answers).possible)),
    nextQuestion(answers) {
      const { possible } = readAnswers(questions, answers);
      if (sizeOf(reachable(rules, possible)) === 1) return null;
      const open = questions.flatMap(({ id }, at) => (isAsked(answers, id) ? [] : [at]));
      const opening = questions.findIndex(({ id }) => id === questionnaire.quick.startsWith);
      if (open.includes(opening)) return questionnaire.quick.startsWith;
      const [best] = byTelling(rules, possible, open);
      return questions[best?.question ?? -1]?.id ?? null;
    },
  };
}

function isAsked(answers: Answers, question: string): boolean {
  return Object.hasOwn(answers, question) && answers[question] !== null && answers[question] !== undefined;
}

/** Open questions, most telling first: the fewer verdicts stay reachable on average over the options, the more it tells. */
function byTelling(rules: Rules, possible: Possibilities, open: readonly number[]) {
  return open
    .map((question) => {
      const after = (possible[question] ?? []).map((option) => reachable(rules, settle(possible, question, option)));
      return { question, after, left: after.reduce((total, verdicts) => total + sizeOf(verdicts), 0) / after.length };
    })
    .sort((a, b) => a.left - b.left);
}

function evaluate(questionnaire: Questionnaire, rules: Rules, answers: Answers): Verdict {
  const { questions } = questionnaire;
  const { possible, answered } = readAnswers(questions, answers);
  const least = extreme(rules, possible, 'least');
  const scoreRange = [count(rules, least).score, count(rules, extreme(rules, possible, 'greatest')).score] as const;
  const reached = reachable(rules, possible);
  const decided = questionnaire.verdicts[verdictAt(rules, possible, 'least')] ?? questionnaire.verdicts[0];
  const contributions = contributionsOf(questions, possible, answered);
  const disagreements = disagreementsOf(rules, questions, possible, answered);
  const open = questions.flatMap((_, at) => (answered[at] ? [] : [at]));
  const known = questions.flatMap((_, at) => (answered[at] ? [at] : []));
  const workable = known.filter((at) => questions[at]?.actionable);
  const prefers = (flip: IndexedFlip) => flip.changes.every(({ question }) => questions[question]?.actionable);
  const flips = findFlips(rules, least, known, prefers, maxFlips);
  const steps = findFlips(rules, least, workable, prefers, 1, 'up').first[0];
  const toFlip = (flip: IndexedFlip) => flipOf(questions, possible, flip);
  const fired = firedBlocks(questionnaire.blocks, rules, possible);

  return {
    verdict: decided.id,
    side: decided.side,
    reachable: idsOf(reached),
    settles: byTelling(rules, possible, open)
      .filter(({ after }) => after.some((verdicts) => verdicts !== reached))
      .flatMap(({ question }) => questions[question]?.id ?? []),
    unknown: open.flatMap((at) => questions[at]?.id ?? []),
    score: contributions.reduce((total, { pull }) => total + pull, 0),
    scoreRange,
    scale: questionnaire.scale,
    contributions,
    ...fired,
    scoreSays: verdictIds[rules.uncapped(scoreRange[0])] ?? decided.id,
    flips: flips.first.map(toFlip),
    flipsTotal: flips.total,
    nextSteps: steps ? toFlip(steps) : null,
    against: objections(questionnaire, decided.side, contributions, disagreements, fired.blocks),
    costs: decided.costs,
    beyondDocument: decided.beyondDocument,
    disagreements,
    rules: questionnaire.rules,
  };
}

function idsOf(verdicts: VerdictSet): VerdictId[] {
  return verdictIds.filter((_, at) => (verdicts >> at) & 1);
}

/** The options that a question may have. */
function optionsOf(question: Question, possible: readonly number[] | undefined): Option[] {
  return (possible ?? []).flatMap((at) => question.options[at] ?? []);
}

/** A question counts once its pull is certain: one answer, or several that pull alike. */
function contributionsOf(
  questions: readonly Question[],
  possible: Possibilities,
  answered: readonly boolean[],
): Contribution[] {
  return questions.flatMap((question, at) => {
    const [option, ...others] = optionsOf(question, possible[at]);
    if (!answered[at] || !option || others.some(({ pull }) => pull !== option.pull)) return [];
    return [contribution(question, option)];
  });
}

function contribution(question: Question, option: Option): Contribution {
  return { question: question.id, option: option.id, pull: option.pull, citation: lineBehind(question, option) };
}

function lineBehind(question: Question, option: Option): Citation {
  return (option.pull === 0 ? undefined : option.citations[0]) ?? question.hint;
}

function disagreementsOf(
  rules: Rules,
  questions: readonly Question[],
  possible: Possibilities,
  answered: readonly boolean[],
): Disagreement[] {
  return questions.flatMap((question, at) => {
    const given = possible[at] ?? [];
    if (!answered[at] || given.length < 2) return [];
    const after = given.map((option) => reachable(rules, settle(possible, at, option)));
    return [
      {
        question: question.id,
        given: optionsOf(question, given).map(({ id, pull }, index) => ({
          option: id,
          pull,
          reachable: idsOf(after[index] ?? 0),
        })),
        matters: after.some((verdicts) => verdicts !== after[0]),
      },
    ];
  });
}

/** A block is a conjunction over questions, so it fires in every filling when no possible option rules it out. */
function firedBlocks(blocks: readonly Block[], rules: Rules, possible: Possibilities) {
  const keeps = possible.map((options, question) => options.map((at) => rules.questions[question]?.[at]?.keeps ?? 0));
  const always = keeps.flat().reduce((bits, kept) => bits & kept, rules.allBlocks);
  const sometimes = keeps.reduce((bits, kept) => bits & kept.reduce((any, each) => any | each, 0), rules.allBlocks);
  const named = (bits: number): FiredBlock[] =>
    blocks.flatMap(({ id, cap, citation }, at) => ((bits >> at) & 1 ? [{ rule: id, cap, citation }] : []));
  return { blocks: named(always), possibleBlocks: named(sometimes & ~always) };
}

function flipOf(questions: readonly Question[], possible: Possibilities, flip: IndexedFlip): Flip {
  const changes = flip.changes.flatMap(({ question: at, to }) => {
    const question = questions[at];
    if (!question) return [];
    const from = optionsOf(question, possible[at]).map(({ id }) => id);
    const [only] = from;
    return [
      {
        question: question.id,
        from: from.length === 1 && only !== undefined ? only : from,
        to: question.options[to]?.id ?? '',
      },
    ];
  });
  return { changes, verdict: verdictIds[flip.verdict] ?? 'monolith' };
}

/** The strongest on the other side: pulls, those that only some of a group gave included, and blocks. */
function objections(
  questionnaire: Questionnaire,
  side: 'monolith' | 'microservices',
  contributions: readonly Contribution[],
  disagreements: readonly Disagreement[],
  blocks: readonly FiredBlock[],
): Objection[] {
  const away = side === 'monolith' ? 1 : -1;
  const contested = disagreements.flatMap(({ question: id, given }) => {
    const question = questionnaire.questions.find((candidate) => candidate.id === id);
    const counted = contributions.some((each) => each.question === id);
    const strongest = given.toSorted((a, b) => (b.pull - a.pull) * away)[0];
    const option = question?.options.find((candidate) => candidate.id === strongest?.option);
    return question && option && !counted ? [contribution(question, option)] : [];
  });
  const pulls = [...contributions, ...contested]
    .filter(({ pull }) => pull * away > 0)
    .map((each): Objection => ({ kind: 'pull', ...each }));
  const sideOf = (id: VerdictId) => questionnaire.verdicts[verdictIndex(id)]?.side;
  const caps = blocks
    .filter(({ cap }) => side === 'microservices' && sideOf(cap) !== side)
    .map((each): Objection => ({ kind: 'block', ...each }));
  const weight = (each: Objection) => (each.kind === 'block' ? Number.POSITIVE_INFINITY : Math.abs(each.pull));
  return [...caps, ...pulls].sort((a, b) => weight(b) - weight(a)).slice(0, maxObjections);
}
