import type { CheckRecord } from '../check/check-store.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import { capitalised, nameOf, optionOf } from '../check/wording.ts';
import { dateOf, dayMs, parseDate } from '../dates.ts';
import { type Form, type FormValues, type Person, peopleOf, textOf } from '../form.ts';
import { cutText } from '../text/cut.ts';
import { visible } from '../text/normalise.ts';
import { type Decision, decisionNumber, type Statement } from './decision.ts';

const maxTitle = 150;
const maxText = 2_000;
const maxReason = 1_000;
/** Our default, a quarter: long enough for something to change, short enough to be remembered. */
const reviewAfterDays = 90;

/** What the form begins with. */
interface Prefilled extends Omit<Statement, 'chosen'> {
  readonly chosen: Statement['chosen'] | null;
  readonly reviewAt: number | null;
}

/** What a decision that is to be recorded begins with: taken from a check, or from a thread. */
export interface RecordStart extends Pick<Prefilled, 'title' | 'context' | 'chosen' | 'chosenName' | 'reason'> {
  /** `decision:…`, 1 to 100 characters: whoever reads it back fills in the same start. */
  readonly formId: string;
  readonly intro: Form['intro'];
  /** Whoever records it, where left out. */
  readonly deciders?: readonly Person[];
  /** What the check said; null where nothing was checked. */
  readonly verdictName: string | null;
}

/** A finished check as the start of a decision. */
export function startFromCheck(questionnaire: Questionnaire, check: CheckRecord, key: string): RecordStart {
  const verdictName = nameOf(questionnaire, check.verdict);
  return {
    formId: `decision:record:${check.id}:${key}`,
    intro: [`The check says ${verdictName}. Nothing is posted before you confirm it here.`],
    verdictName,
    title: check.title,
    context: contextOf(questionnaire, check),
    chosen: check.verdict,
    chosenName: '',
    reason: '',
  };
}

/** The form that records a decision. */
export function recordForm(questionnaire: Questionnaire, start: RecordStart, recorder: Person, now: number): Form {
  const { formId, intro, verdictName, deciders = [], ...said } = start;
  const prefilled = {
    ...said,
    deciders: deciders.length === 0 ? [recorder] : deciders,
    confirmation: '',
    reviewAt: now + reviewAfterDays * dayMs,
  };
  return {
    id: formId,
    title: 'Record a decision',
    submit: 'Record',
    intro,
    asksWhere: true,
    fields: [
      ...statementFields(questionnaire, verdictName, prefilled),
      {
        kind: 'text',
        id: 'replaces',
        label: 'Which decision does it replace?',
        hint: 'An id such as D-12. It stays in force until this one is accepted.',
        optional: true,
        value: '',
        maxLength: 12,
      },
    ],
  };
}

/** The form that makes a new version of a decision. */
export function editForm(questionnaire: Questionnaire, decision: Decision): Form {
  const { id, version, check } = decision;
  const chosenName = decision.chosen === 'other' ? decision.chosenName : '';
  return {
    id: `decision:edit:${id}:${version}`,
    title: `Edit ${id}`,
    submit: 'Save',
    intro: [`Makes version ${version + 1}, which is proposed again: nobody has agreed to the new words yet.`],
    fields: statementFields(questionnaire, check?.grounds.verdict ?? null, { ...decision, chosenName }),
  };
}

/** @param verdictName what the check said; null where there was none */
function statementFields({ verdicts }: Questionnaire, verdictName: string | null, start: Prefilled): Form['fields'] {
  return [
    { kind: 'text', id: 'title', label: 'Title', value: cutText(start.title, maxTitle), maxLength: maxTitle },
    {
      kind: 'choice',
      id: 'chosen',
      label: 'What was chosen?',
      value: start.chosen,
      choices: [...verdicts.map(({ id, name }) => ({ id, label: name })), { id: 'other', label: 'Something else' }],
    },
    {
      kind: 'text',
      id: 'reason',
      label: 'Why?',
      ...(verdictName === null ? {} : { hint: `Needed where what was chosen is not the verdict (${verdictName}).` }),
      optional: true,
      value: start.reason,
      maxLength: maxReason,
      long: true,
    },
    {
      kind: 'people',
      id: 'deciders',
      label: 'Who decides?',
      hint: 'They can accept and edit it, as you can.',
      optional: true,
      value: start.deciders,
    },
    {
      kind: 'date',
      id: 'review',
      label: 'When is it to be reviewed?',
      optional: true,
      value: start.reviewAt === null ? '' : dateOf(start.reviewAt),
    },
    {
      kind: 'text',
      id: 'context',
      label: 'The situation',
      optional: true,
      value: cutText(start.context, maxText),
      maxLength: maxText,
      long: true,
    },
    {
      kind: 'text',
      id: 'other',
      label: 'If something else was chosen: what?',
      optional: true,
      value: start.chosenName,
      maxLength: maxTitle,
    },
    {
      kind: 'text',
      id: 'confirmation',
      label: 'How will you know that it was right?',
      optional: true,
      value: start.confirmation,
      maxLength: maxReason,
      long: true,
    },
  ];
}

/** The answers in words: "One small team builds and runs it. …" */
function contextOf(questionnaire: Questionnaire, { answers, rules }: CheckRecord): string {
  if (rules.hash !== questionnaire.rules.hash) return '';
  const facts = questionnaire.questions.flatMap(({ id }) => {
    const given = answers[id];
    return typeof given === 'string' && given !== 'unknown' ? [optionOf(questionnaire, id, given).fact] : [];
  });
  return facts.map((fact) => `${capitalised(fact)}.`).join(' ');
}

export interface FilledForm {
  readonly statement: Statement;
  readonly reviewAt: number | null;
  readonly replaces: string | null;
}

/** What a filled-in form says, and what is wrong with it, by field. */
export function readRecordForm(
  { verdicts }: Questionnaire,
  form: Form,
  values: FormValues,
  check: Pick<CheckRecord, 'verdict'> | null,
  now: number,
): { readonly filled: FilledForm; readonly errors: Readonly<Record<string, string>> } {
  const text = (id: string) => visible(textOf(form, values, id)).trim();
  const title = text('title').replace(/\s+/g, ' ');
  const picked = text('chosen');
  const verdict = verdicts.find(({ id }) => id === picked);
  const other = text('other').replace(/\s+/g, ' ');
  const reason = text('reason');
  const review = text('review');
  const reviewAt = parseDate(review);
  const replaces = text('replaces');
  const errors = {
    ...(title === '' ? { title: 'It needs a title, for example “Billing stays one unit”.' } : {}),
    ...(verdict === undefined && picked !== 'other' ? { chosen: 'Choose one of these.' } : {}),
    ...(picked === 'other' && other === '' ? { other: 'Say what was chosen.' } : {}),
    ...(check !== null && picked !== check.verdict && reason === ''
      ? { reason: 'What was chosen is not the verdict, so whoever reads it later needs the reason.' }
      : {}),
    ...(review !== '' && reviewAt === null ? { review: 'Give a day as 2027-03-31, or leave it empty.' } : {}),
    ...(reviewAt !== null && reviewAt <= now
      ? { review: 'That day has begun already, in UTC. Give one to come, or leave it empty.' }
      : {}),
    ...(replaces !== '' && decisionNumber(replaces) === null
      ? { replaces: 'Give an id such as D-12, or leave it empty.' }
      : {}),
  };
  const statement: Statement = {
    title,
    context: text('context'),
    chosen: verdict?.id ?? 'other',
    chosenName: verdict?.name ?? other,
    reason,
    deciders: peopleOf(form, values, 'deciders')
      .map(({ id, name }) => ({ id, name: visible(name).trim() }))
      .filter(({ name }) => name !== ''),
    confirmation: text('confirmation'),
  };
  return { filled: { statement, reviewAt, replaces: replaces === '' ? null : replaces }, errors };
}
