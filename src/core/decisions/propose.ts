import type { Incoming, Reply, Sight } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import type { CheckRecord } from '../check/check-store.ts';
import { type Form, type FormValues, withErrors } from '../form.ts';
import { refusing } from '../replies.ts';
import { spreadLines } from '../team/spread-lines.ts';
import { channelAt, personAt } from '../whereabouts.ts';
import type { DecidedCheck, Decision, Point, Statement } from './decision.ts';
import { groundsOf } from './grounds.ts';
import { beingPostedMs, cardToAll, type Ledger, readable } from './ledger.ts';
import { readRecordForm } from './record-form.ts';
import { reviewJobsOf } from './review/schedule.ts';

/** What is to become a decision: a form that was filled in, and what is behind it. */
export interface Proposal {
  readonly form: Form;
  readonly values: FormValues;
  /** The same for the same form: it is recorded once. */
  readonly key: string;
  /** A check under today's rules; null where nothing was checked. */
  readonly check: CheckRecord | null;
  readonly considered: readonly string[];
  readonly points: readonly Point[];
}

/** Records a decision in the place where the person is, or says what is wrong with the form. */
export async function propose(
  ledger: Ledger,
  at: Incoming,
  proposal: Proposal,
  sight: Sight,
): Promise<readonly Reply[]> {
  const { form, values, key, check, points } = proposal;
  const { engine, store, clock } = ledger;
  const now = clock();
  const recorder = personAt(at);
  const { filled, errors } = readRecordForm(engine.questionnaire, form, values, check, now);
  const { statement, reviewAt, replaces } = filled;
  const before = replaces === null ? null : await readable(ledger, at, replaces, sight);
  const wrong = {
    ...errors,
    ...(replaces !== null && before === null ? { replaces: `There is no decision ${replaces} that you may see.` } : {}),
    ...(before?.status === 'superseded'
      ? { replaces: `${before.id} is superseded already, by ${before.successor ?? 'another'}.` }
      : {}),
  };
  if (Object.keys(wrong).length > 0) return [refilled(form, values, wrong)];
  const { conversation, workspace } = at;
  const decision: Decision = {
    ...statement,
    ...{ workspace, conversation, recorder, reviewAt, key, points },
    id: '',
    platform: at.platform ?? 'terminal',
    channel: channelAt(at),
    privacy: at.privacy ?? 'members',
    createdAt: now,
    version: 1,
    status: 'proposed',
    considered: consideredOf(proposal.considered, statement),
    check: check === null ? null : await decidedCheck(ledger, check, statement),
    posted: null,
    predecessor: before?.id ?? null,
    successor: null,
    history: [{ at: now, by: recorder, version: 1, what: { kind: 'recorded' } }],
  };
  const { decision: kept, isNew } = await store.decisions.record(decision, (recorded) => reviewJobsOf(recorded, now));
  const isSentTwice = !isNew && kept.posted === null && Math.abs(now - kept.createdAt) < beingPostedMs;
  return [isSentTwice ? remarkCard(`${kept.id} is being posted.`) : await cardToAll(ledger, kept)];
}

async function decidedCheck(
  { engine, store }: Ledger,
  check: CheckRecord,
  { chosen }: Statement,
): Promise<DecidedCheck> {
  const { id, answers, verdict, rules, createdAt, workspace } = check;
  const spread = spreadLines(engine.questionnaire, (await store.teams.results(workspace, id)) ?? []);
  const grounds = groundsOf(engine.questionnaire, engine.evaluate(answers), chosen, spread);
  return { id, answers, verdict, rules, createdAt, grounds };
}

/** The form again, with what is wrong with it. */
export function refilled(form: Form, values: FormValues, errors: Readonly<Record<string, string>>): Reply {
  return { ...refusing(Object.values(errors).join(' ')), form: withErrors(form, values, errors) };
}

/** What was weighed, with what was chosen. */
export function consideredOf(known: readonly string[], { chosen, chosenName }: Statement): string[] {
  return chosen === 'other' && !known.includes(chosenName) ? [...known, chosenName] : [...known];
}
