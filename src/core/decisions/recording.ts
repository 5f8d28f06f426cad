import type { Incoming, Reply, Sight } from '../bot-events.ts';
import type { CheckRecord } from '../check/check-store.ts';
import { type FormValues, withErrors } from '../form.ts';
import { refusing, withForm } from '../replies.ts';
import { channelAt, personAt } from '../whereabouts.ts';
import type { DecidedCheck, Decision, Statement } from './decision.ts';
import { groundsOf } from './grounds.ts';
import {
  cardToAll,
  cardToPerson,
  changing,
  isRepeated,
  type Ledger,
  notFound,
  readable,
  withChange,
} from './ledger.ts';
import { consideredOf, propose, refilled } from './propose.ts';
import { editForm, readRecordForm, recordForm, startFromCheck } from './record-form.ts';
import { toldOf } from './telling.ts';
import { isFor, isOpenTo, ownersOf } from './who-may.ts';

/** The form for a finished check. `id` null: the person's last one here. */
export async function openRecord(
  ledger: Ledger,
  at: Incoming,
  id: string | null,
  sight: Sight,
): Promise<readonly Reply[]> {
  const check = id === null ? await lastCheck(ledger, at) : await ledger.store.checks.get(at.workspace, id);
  if (check === null || !(await mayRepeat(at, check, sight))) return [noCheck];
  if (check.rules.hash !== ledger.engine.questionnaire.rules.hash) return [otherRules];
  const { questionnaire } = ledger.engine;
  const start = startFromCheck(questionnaire, check, ledger.newId());
  return [withForm(recordForm(questionnaire, start, personAt(at), ledger.clock()))];
}

/** Records what was filled in, once for each form: sent again, it gives the same decision. */
export async function submitRecord(
  ledger: Ledger,
  at: Incoming,
  { check: id, key }: { readonly check: string; readonly key: string },
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const { questionnaire } = ledger.engine;
  const check = await ledger.store.checks.get(at.workspace, id);
  if (check === null || !(await mayRepeat(at, check, sight))) return [noCheck];
  if (check.rules.hash !== questionnaire.rules.hash) return [otherRules];
  const form = recordForm(questionnaire, startFromCheck(questionnaire, check, key), personAt(at), ledger.clock());
  const considered = questionnaire.verdicts.map(({ name }) => name);
  return propose(ledger, at, { form, values, key, check, considered, points: [] }, sight);
}

export async function openEdit(
  ledger: Ledger,
  at: Incoming,
  id: string,
  version: number | null,
  sight: Sight,
): Promise<readonly Reply[]> {
  const decision = await readable(ledger, at, id, sight);
  if (decision === null) return [notFound(at)];
  const refused = await refusedEdit(ledger, at, decision, version ?? decision.version);
  return refused ?? [withForm(editForm(ledger.engine.questionnaire, decision))];
}

/** Makes a new version. Words that are as they were make none. */
export async function submitEdit(
  ledger: Ledger,
  at: Incoming,
  { id, version }: { readonly id: string; readonly version: number },
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const decision = await readable(ledger, at, id, sight);
  if (decision === null) return [notFound(at)];
  const { questionnaire } = ledger.engine;
  const now = ledger.clock();
  const form = editForm(questionnaire, decision);
  const { filled, errors } = readRecordForm(questionnaire, form, values, decision.check, now);
  // A review that is due already is nothing that the editor did.
  const { review, ...others } = errors;
  const wrong = review !== undefined && filled.reviewAt !== decision.reviewAt ? errors : others;
  if (isSame(decision, filled.statement) && filled.reviewAt === decision.reviewAt)
    return isRepeated(decision, personAt(at), now, ({ kind }) => kind === 'edited')
      ? toldOf(ledger, [decision])
      : [await cardToAll(ledger, decision)];
  if (decision.version !== version) {
    const note = `Somebody made version ${decision.version} meanwhile. Your words are below, not saved: look at the new version, then save again.`;
    const again = withErrors(form, values, {});
    return [await cardToPerson(ledger, decision), withForm({ ...again, intro: [note, ...form.intro] })];
  }
  const refused = await refusedEdit(ledger, at, decision, version);
  if (refused !== null) return refused;
  if (Object.keys(wrong).length > 0) return [refilled(form, values, wrong)];
  const changed = await changing(ledger, at.workspace, [id], ([current]) => {
    if (current === undefined || current.version !== version)
      return { refused: [refusing('Somebody made a new version at the same moment. Open it and edit again.')] };
    // It may have been superseded, or given to others, while the words were read.
    const late = notToEdit(current, at);
    return late === null ? [edited(ledger, current, at, filled.statement, filled.reviewAt)] : { refused: [late] };
  });
  if ('refused' in changed) return changed.refused;
  return toldOf(ledger, changed);
}

function edited(
  { engine, clock }: Ledger,
  decision: Decision,
  at: Incoming,
  statement: Statement,
  reviewAt: number | null,
): Decision {
  const { title, context, chosen, chosenName, reason, deciders, confirmation, check } = decision;
  const before = { title, context, chosen, chosenName, reason, deciders, confirmation };
  const replays = check?.rules.hash === engine.questionnaire.rules.hash;
  const grounds = (of: DecidedCheck) =>
    groundsOf(engine.questionnaire, engine.evaluate(of.answers), statement.chosen, of.grounds.spread);
  return withChange(
    decision,
    personAt(at),
    clock(),
    { kind: 'edited', before },
    {
      ...statement,
      reviewAt,
      version: decision.version + 1,
      status: 'proposed',
      considered: consideredOf(decision.considered, statement),
      check: check !== null && replays ? { ...check, grounds: grounds(check) } : check,
    },
  );
}

function isSame(decision: Decision, statement: Statement): boolean {
  const { title, context, chosen, chosenName, reason, deciders, confirmation } = decision;
  const { title: t, context: c, chosen: h, chosenName: n, reason: r, deciders: d, confirmation: f } = statement;
  return (
    JSON.stringify([title, context, chosen, chosenName, reason, deciders, confirmation]) ===
    JSON.stringify([t, c, h, n, r, d, f])
  );
}

async function refusedEdit(
  ledger: Ledger,
  at: Incoming,
  decision: Decision,
  version: number,
): Promise<readonly Reply[] | null> {
  if (version !== decision.version) return stale(ledger, decision);
  const refused = notToEdit(decision, at);
  return refused === null ? null : [refused];
}

function notToEdit(decision: Decision, at: Incoming): Reply | null {
  const { id, successor } = decision;
  if (!isOpenTo('edit', decision))
    return refusing(`${id} is superseded by ${successor ?? 'another'}, so it stays as it is.`);
  if (!isFor('edit', decision, at))
    return refusing(`${id} is edited by those whose decision it is: ${ownersOf(decision)}. You can object to it.`);
  return null;
}

/** What is told where a button is one of an older version. */
export async function stale(ledger: Ledger, decision: Decision): Promise<readonly Reply[]> {
  const note = refusing(
    `That was the button of an older version. This is version ${decision.version} of ${decision.id}; nothing was done.`,
  );
  return [note, await cardToPerson(ledger, decision)];
}

/** What was checked in one place is recorded in another only if everybody there may read the first. */
async function mayRepeat(at: Incoming, { conversation }: CheckRecord, sight: Sight): Promise<boolean> {
  if (conversation === at.conversation || conversation === channelAt(at)) return true;
  return (await sight.mayRepeat?.(conversation, at.conversation)) ?? false;
}

async function lastCheck(
  { store }: Ledger,
  { workspace, conversation, person }: Incoming,
): Promise<CheckRecord | null> {
  const { checks } = await store.checks.list(workspace, { words: '', limit: 100, after: null });
  return checks.find((check) => check.conversation === conversation && check.person === person) ?? null;
}

const noCheck = refusing('There is no finished check here to record. /arch-check makes one.');
const otherRules = refusing(
  'The rules have changed since that check. Run /arch-check again, then record what it says.',
);
