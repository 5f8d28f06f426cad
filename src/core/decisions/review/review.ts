import type { Incoming, Reply, Sight, Waking } from '../../bot-events.ts';
import { unknownAnswer } from '../../check/answers.ts';
import type { CheckRecord } from '../../check/check-store.ts';
import { keptVerdict } from '../../check/kept-verdict.ts';
import type { Verdict } from '../../check/verdict.ts';
import { dateOf, dayMs } from '../../dates.ts';
import { type Form, type FormValues, textOf, withErrors } from '../../form.ts';
import type { Job } from '../../jobs.ts';
import { refusing, withForm } from '../../replies.ts';
import { cutText } from '../../text/cut.ts';
import { personAt } from '../../whereabouts.ts';
import type { Decision } from '../decision.ts';
import { changing, isRepeated, type Ledger, notFound, readable, withChange } from '../ledger.ts';
import { toldOf } from '../telling.ts';
import { isFor, isOpenTo, ownersOf } from '../who-may.ts';
import { differenceOf, type Given, knownAnswers } from './difference.ts';
import { dueCard, givenText } from './review-cards.ts';
import { reviewQuestions, whyText } from './review-questions.ts';
import { reviewJobSchema } from './schedule.ts';
import { lastThen, type Then, thenOf } from './then.ts';

/** After a re-check the next review is this far off: our default. */
const nextReviewDays = 90;
const asBefore = 'as-before';

/** Asks again what may have changed since. */
export async function openRecheck(ledger: Ledger, at: Incoming, id: string, sight: Sight): Promise<readonly Reply[]> {
  const decision = await readable(ledger, at, id, sight);
  if (decision === null) return [notFound(at)];
  if (!isOpenTo('recheck', decision)) return [supersededRemark(decision)];
  if (decision.check === null) return [unchecked(decision)];
  const then = await lastThen(ledger, decision, decision.check);
  return [withForm(recheckForm(ledger, decision, then, ledger.newId()))];
}

/** The questions with what was answered then, those that tell most first; the rest is taken as it was. */
function recheckForm({ engine }: Ledger, decision: Decision, then: Then, key: string): Form {
  const { questionnaire } = engine;
  const before = knownAnswers(questionnaire, then.answers);
  const questions = reviewQuestions(questionnaire, engine.evaluate(before));
  return {
    id: ['decision:recheck', decision.id, key, ...(then.recheck === null ? [] : [then.recheck])].join(':'),
    title: `Re-check ${decision.id}`,
    submit: 'Compare',
    intro: [
      `${decision.title}. I ask only what may have changed since ${then.recheck === null ? '' : 'the re-check of '}${dateOf(then.createdAt)}; what you leave as it is stays as it was.`,
    ],
    fields: questions.map(({ question, why }) => {
      const given = before[question.id] ?? unknownAnswer;
      const several = typeof given !== 'string';
      return {
        kind: 'choice',
        id: question.id,
        label: question.topic,
        hint: `${question.text} Asked because ${whyText(why)}.`,
        value: several ? asBefore : given,
        choices: [
          ...(several
            ? [{ id: asBefore, label: cutText(`As before: ${givenText(questionnaire, question.id, given)}`, 75) }]
            : []),
          ...question.options.map(({ id, label }) => ({ id, label })),
          { id: unknownAnswer, label: 'Don’t know' },
        ],
      };
    }),
  };
}

/** Keeps the new answers as a check of their own, and says what they change. Sent again, it says the same. */
export async function submitRecheck(
  ledger: Ledger,
  at: Incoming,
  { id, key, since }: { readonly id: string; readonly key: string; readonly since: string | null },
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const { engine, store, clock } = ledger;
  const found = await readable(ledger, at, id, sight);
  if (found === null) return [notFound(at)];
  const { check } = found;
  if (check === null) return [unchecked(found)];
  const then = await thenOf(ledger, found, check, since);
  const form = recheckForm(ledger, found, then, key);
  const answers = await answersOf(ledger, at, then, form, values, key);
  if ('errors' in answers)
    return [{ ...refusing('Choose one of the answers.'), form: withErrors(form, values, answers.errors) }];
  const by = personAt(at);
  const now = clock();
  const difference = differenceOf(engine, then, answers.given);
  await store.checks.save(checkOf(at, found, key, answers.given, difference.now, now));
  const changed = await changing(ledger, at.workspace, [id], ([decision]) => {
    if (decision === undefined) return { refused: [notFound(at)] };
    if (decision.history.some(({ what }) => what.kind === 'reviewed' && what.check === key)) return [decision];
    if (!isOpenTo('recheck', decision)) return { refused: [supersededRemark(decision)] };
    const [was, is] = [then.verdict, difference.now.verdict];
    const what = { kind: 'reviewed', check: key, since: then.recheck, was, now: is } as const;
    const isDue = decision.reviewAt !== null && decision.reviewAt <= now;
    return [withChange(decision, by, now, what, isDue ? { reviewAt: dayAfter(now, nextReviewDays) } : {})];
  });
  if ('refused' in changed) return changed.refused;
  const [decision = found] = changed;
  return toldOf(
    ledger,
    changed,
    decision.history.findIndex(({ what }) => what.kind === 'reviewed' && what.check === key),
  );
}

/** The answers of then with those that were given now; those that were kept where the form was sent before. */
async function answersOf(
  { engine, store }: Ledger,
  at: Incoming,
  then: Then,
  form: Form,
  values: FormValues,
  key: string,
): Promise<{ readonly given: Record<string, Given> } | { readonly errors: Record<string, string> }> {
  const kept = await store.checks.get(at.workspace, key);
  if (kept !== null) return { given: { ...kept.answers } };
  const chosen = form.fields.flatMap((field) =>
    field.kind === 'choice' ? [{ field, value: textOf(form, values, field.id) }] : [],
  );
  const wrong = chosen.filter(({ field, value }) => !field.choices.some(({ id }) => id === value));
  if (wrong.length > 0)
    return { errors: Object.fromEntries(wrong.map(({ field }) => [field.id, 'Choose one of these.'])) };
  const now = chosen.flatMap(({ field, value }) => (value === asBefore ? [] : [[field.id, value] as const]));
  return { given: { ...knownAnswers(engine.questionnaire, then.answers), ...Object.fromEntries(now) } };
}

function checkOf(
  at: Incoming,
  { title, conversation }: Decision,
  id: string,
  answers: Record<string, Given>,
  verdict: Verdict,
  createdAt: number,
): CheckRecord {
  return {
    ...{ id, workspace: at.workspace, conversation, person: at.person, title, form: 'full', answers },
    ...keptVerdict(verdict),
    createdAt,
  };
}

/** Puts a review off, or ends it. @param days null: no review any more */
export async function reschedule(
  ledger: Ledger,
  at: Incoming,
  id: string,
  days: number | null,
  sight: Sight,
): Promise<readonly Reply[]> {
  if ((await readable(ledger, at, id, sight)) === null) return [notFound(at)];
  const now = ledger.clock();
  const reviewAt = days === null ? null : dayAfter(now, days);
  const changed = await changing(ledger, at.workspace, [id], ([decision]) => {
    if (decision === undefined) return { refused: [notFound(at)] };
    if (!isOpenTo('schedule', decision)) return { refused: [supersededRemark(decision)] };
    const by = personAt(at);
    if (isRepeated(decision, by, now, (what) => what.kind === 'review set' && what.reviewAt === reviewAt))
      return [decision];
    if (!isFor('schedule', decision, at))
      return {
        refused: [
          refusing(`Its review is set by those whose decision it is: ${ownersOf(decision)}. You can re-check it.`),
        ],
      };
    return [withChange(decision, by, now, { kind: 'review set', reviewAt }, { reviewAt })];
  });
  if ('refused' in changed) return changed.refused;
  return toldOf(ledger, changed);
}

/** What is posted when a review is due; null where it was moved, ended or made pointless since. */
export async function wakeReview(ledger: Ledger, { workspace, payload }: Job): Promise<Waking | null> {
  const job = reviewJobSchema.safeParse(payload);
  const stored = job.success ? await ledger.store.decisions.get(workspace, job.data.decision) : null;
  if (!job.success || stored === null) return null;
  const { decision } = stored;
  const { id, posted, conversation, status, reviewAt, check } = decision;
  if (status === 'superseded' || reviewAt !== job.data.reviewAt) return null;
  const { questionnaire } = ledger.engine;
  const before = check === null ? null : await lastThen(ledger, decision, check);
  const then = before === null ? null : ledger.engine.evaluate(knownAnswers(questionnaire, before.answers));
  return {
    conversation: posted?.conversation ?? conversation,
    message: posted?.message ?? null,
    key: `review:${id}:${reviewAt}`,
    replies: [
      { ...dueCard(decision, reviewAt, then === null ? [] : reviewQuestions(questionnaire, then)), toAll: true },
    ],
  };
}

/** The beginning of a day, in UTC: what a date in a form means, too. */
function dayAfter(now: number, days: number): number {
  return Math.floor(now / dayMs + days) * dayMs;
}

function supersededRemark({ id, successor }: Decision): Reply {
  return refusing(`${id} is superseded by ${successor ?? 'another'}, so there is nothing to review.`);
}

function unchecked({ id }: Decision): Reply {
  return refusing(
    `${id} came from no check, so there are no answers to compare. Run /arch-check, and record what it says.`,
  );
}
