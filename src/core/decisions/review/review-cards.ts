import type { Block, Card } from '../../card.ts';
import { unknownAnswer } from '../../check/answers.ts';
import type { Questionnaire } from '../../check/questionnaire.ts';
import { counted, listed, nameOf, strong } from '../../check/wording.ts';
import { dateOf } from '../../dates.ts';
import { decisionActionId } from '../action-ids.ts';
import type { DecidedCheck, Decision } from '../decision.ts';
import { changesOf, type Difference, type Given } from './difference.ts';
import { type ReviewQuestion, whyText } from './review-questions.ts';
import type { Then } from './then.ts';

const shownQuestions = 4;

/** What is posted into the thread when a review is due. */
export function dueCard(decision: Decision, reviewAt: number, questions: readonly ReviewQuestion[]): Card {
  const { id, title, chosenName, createdAt } = decision;
  const text = `It was recorded on ${dateOf(createdAt)}: ${chosenName}. Its review was set for ${dateOf(reviewAt)}. Has something changed since?`;
  return {
    summary: `${id} is due for review: ${title}`,
    blocks: [
      { kind: 'heading', text: `${id} is due for review` },
      { kind: 'text', text: [strong(`${title}. `), { text }] },
      ...(questions.length === 0 ? [] : [{ kind: 'text' as const, text: 'I ask only what may have changed:' }]),
      ...(questions.length === 0
        ? []
        : [
            {
              kind: 'list' as const,
              items: [
                ...questions.slice(0, shownQuestions).map(({ question, why }) => `${question.text} (${whyText(why)})`),
                ...(questions.length > shownQuestions
                  ? [`and ${counted(questions.length - shownQuestions, 'other question')}`]
                  : []),
              ],
            },
          ]),
      {
        kind: 'buttons',
        buttons: [
          ...(decision.check === null
            ? []
            : [
                {
                  id: decisionActionId({ kind: 'recheck', decision: id }),
                  label: 'Re-check',
                  style: 'primary',
                } as const,
              ]),
          { id: decisionActionId({ kind: 'snooze', decision: id, days: 30 }), label: 'Snooze a month' },
          { id: decisionActionId({ kind: 'snooze', decision: id, days: 7 }), label: 'Snooze a week' },
          { id: decisionActionId({ kind: 'end', decision: id }), label: 'End the review' },
        ],
      },
    ],
  };
}

/** What a re-check compares with, and the check that the decision was recorded from. */
export interface Compared {
  readonly check: DecidedCheck;
  readonly then: Then;
}

/** Answers then and now, verdict then and now, and what tipped it. */
export function differenceCard(
  questionnaire: Questionnaire,
  decision: Decision,
  { check, then }: Compared,
  difference: Difference,
  by: string,
): Card {
  const { id, title } = decision;
  const { now } = difference;
  const head = headline(questionnaire, { check, then }, difference);
  return {
    summary: `${id} re-checked: ${head}`,
    blocks: [
      { kind: 'heading', text: `${id} re-checked` },
      { kind: 'text', text: [strong(`${title}. `), { text: head }] },
      { kind: 'text', text: tipText(questionnaire, difference) },
      ...changeTable(questionnaire, { check, then }, difference),
      ...(now.reachable.length > 1
        ? [
            {
              kind: 'note' as const,
              text: `With what is open, it could be ${listed(
                now.reachable.map((each) => nameOf(questionnaire, each)),
                'or',
              )}.`,
            },
          ]
        : []),
      ...(difference.rulesChanged
        ? [
            {
              kind: 'note' as const,
              text: `The rules have changed since: version ${then.rules.version} then, ${questionnaire.rules.version} now.`,
            },
          ]
        : []),
      {
        kind: 'note',
        text: `Asked again by ${by}. The decision itself stands as it was recorded: edit it, or record one that replaces it.`,
      },
      { kind: 'note', text: questionnaire.numbers },
    ],
  };
}

function headline(questionnaire: Questionnaire, { check, then }: Compared, { was, now }: Difference): string {
  const nowName = nameOf(questionnaire, now.verdict);
  const wasName = then.recheck === null ? check.grounds.verdict : nameOf(questionnaire, was);
  const when = then.recheck === null ? '' : ` at the re-check of ${dateOf(then.createdAt)}`;
  const recorded = was === check.verdict ? '' : ` When it was recorded it was ${check.grounds.verdict}.`;
  return now.verdict === was
    ? `The verdict is what it was${when}: ${nowName}.${recorded}`
    : `The verdict was ${wasName}${when}; now it is ${nowName}.${recorded}`;
}

/** Every answer that is not what it was: at the re-check before, and, where that said something else, in the record. */
function changeTable(questionnaire: Questionnaire, { check, then }: Compared, difference: Difference): Block[] {
  const { answers, changes, tipped } = difference;
  const between = changesOf(questionnaire, check.answers, then.answers);
  const asked = new Set([...changes, ...between].map(({ question }) => question));
  if (asked.size === 0) return [];
  const recorded = { name: `Recorded ${dateOf(check.createdAt)}`, given: check.answers };
  const rechecked = { name: `Re-checked ${dateOf(then.createdAt)}`, given: then.answers };
  const shown = [
    ...(then.recheck === null || between.length > 0 ? [recorded] : []),
    ...(then.recheck === null ? [] : [rechecked]),
    { name: 'Now', given: answers },
  ];
  return [
    {
      kind: 'table',
      columns: ['Question', ...shown.map(({ name }) => name)],
      rows: [...asked].map((question) => [
        `${topicOf(questionnaire, question)}${tipped.includes(question) ? ' (tipped it)' : ''}`,
        ...shown.map(({ given }) => givenText(questionnaire, question, given[question] ?? unknownAnswer)),
      ]),
    },
  ];
}

function tipText(questionnaire: Questionnaire, { tipped, byRules, changes, was, now }: Difference): string {
  const topics = tipped.map((id) => topicOf(questionnaire, id));
  if (was === now.verdict)
    return changes.length === 0 ? 'No answer has changed.' : 'What has changed does not turn it.';
  if (topics.length === 0 && byRules) return 'The answers of then would give it, too: it is the rules that changed it.';
  const rules = byRules ? ' The rules have changed, too, and make something else of the answers of then.' : '';
  if (topics.length === 1) return `What tipped it: ${topics[0]}. This change alone turns the verdict.${rules}`;
  return `What tipped it: ${listed(topics)}, together. None of fewer changes turns the verdict.${rules}`;
}

function topicOf({ questions }: Questionnaire, id: string): string {
  return questions.find((question) => question.id === id)?.topic ?? id;
}

/** "One small team / Two or three teams". */
export function givenText({ questions }: Questionnaire, id: string, given: Given): string {
  const options = questions.find((question) => question.id === id)?.options ?? [];
  return [given]
    .flat()
    .map((option) =>
      option === unknownAnswer ? 'Don’t know' : (options.find((known) => known.id === option)?.label ?? option),
    )
    .join(' / ');
}
