import type { Incoming, Reply, Sight } from '../bot-events.ts';
import { remarkCard } from '../card.ts';
import { type Form, type FormValues, textOf, withErrors } from '../form.ts';
import { refusing, withForm } from '../replies.ts';
import { visible } from '../text/normalise.ts';
import { personAt } from '../whereabouts.ts';
import { type Decision, decisionNumber } from './decision.ts';
import { statusText } from './decision-card.ts';
import {
  cardToAll,
  changing,
  isRepeated,
  type Ledger,
  notFound,
  type Refusal,
  readable,
  withChange,
} from './ledger.ts';
import { stale } from './recording.ts';
import { toldOf } from './telling.ts';
import { type Deed, isFor, isOpenTo, ownersOf } from './who-may.ts';

/** A decision and, where the person came by a button, the version that it was on. */
export interface Target {
  readonly decision: string;
  readonly version: number | null;
}

const maxReason = 1_000;

/** Accepts a decision. The one that it replaces is superseded with it, if it is the person's to supersede. */
export async function accept(ledger: Ledger, at: Incoming, target: Target, sight: Sight): Promise<readonly Reply[]> {
  const found = await readable(ledger, at, target.decision, sight);
  if (found === null) return [notFound(at)];
  if (isStale(target, found)) return stale(ledger, found);
  const before = found.predecessor === null ? null : await readable(ledger, at, found.predecessor, sight);
  const isReplaced = before?.successor === found.id;
  const replaced =
    before !== null && (isReplaced || (isOpenTo('supersede', before) && isFor('supersede', before, at)))
      ? before
      : null;
  const ids = [found.id, ...(replaced === null ? [] : [replaced.id])];
  const by = personAt(at);
  const changed = await changing(ledger, at.workspace, ids, ([decision, old]) => {
    if (decision === undefined) return { refused: [notFound(at)] };
    const now = ledger.clock();
    if (isRepeated(decision, by, now, ({ kind }) => kind === 'accepted')) return old ? [decision, old] : [decision];
    const refused = refusal('accept', decision, at, target);
    if (refused !== null) return refused;
    const accepted = withChange(decision, by, now, { kind: 'accepted' }, { status: 'accepted' });
    return old === undefined || !isOpenTo('supersede', old) || !isFor('supersede', old, at)
      ? [accepted]
      : [accepted, superseded(old, decision.id, by, now)];
  });
  if ('refused' in changed) return refreshed(ledger, found, changed);
  const remark = before === null ? null : besides(found, before, replaced !== null);
  return [...(await toldOf(ledger, changed)), ...(remark === null ? [] : [remarkCard(remark)])];
}

/** What whoever accepts a decision is told of the one that it was to replace; null where it did. */
function besides(accepted: Decision, before: Decision, isReplaced: boolean): string | null {
  if (isReplaced) return null;
  return isOpenTo('supersede', before)
    ? `${before.id} is still in force beside it: only ${ownersOf(before)} can supersede it.`
    : `${before.id}, which ${accepted.id} was to replace, is superseded by ${before.successor ?? 'another'} already; that stands beside it.`;
}

/** The form for a reason; what is said against a decision is said with one. */
export function openObjection(ledger: Ledger, at: Incoming, target: Target, sight: Sight): Promise<readonly Reply[]> {
  return openStanding(ledger, at, target, sight, { act: 'object', form: objectionForm });
}

export async function object(
  ledger: Ledger,
  at: Incoming,
  target: Target,
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const found = await readable(ledger, at, target.decision, sight);
  if (found === null) return [notFound(at)];
  const form = objectionForm(found);
  const reason = visible(textOf(form, values, 'reason')).trim();
  if (reason === '') {
    const error = 'Say why: an objection is shown with its reason.';
    return [{ ...refusing(error), form: withErrors(form, values, { reason: error }) }];
  }
  if (isStale(target, found)) return stale(ledger, found);
  const by = personAt(at);
  const changed = await changing(ledger, at.workspace, [found.id], ([decision]) => {
    if (decision === undefined) return { refused: [notFound(at)] };
    const now = ledger.clock();
    if (isRepeated(decision, by, now, (what) => what.kind === 'objected' && what.reason === reason)) return [decision];
    const refused = refusal('object', decision, at, target);
    return refused ?? [withChange(decision, by, now, { kind: 'objected', reason }, { status: 'objected' })];
  });
  if ('refused' in changed) return refreshed(ledger, found, changed);
  return toldOf(ledger, changed);
}

/** The form for the id of the decision that takes this one's place. */
export function openSupersede(ledger: Ledger, at: Incoming, target: Target, sight: Sight): Promise<readonly Reply[]> {
  return openStanding(ledger, at, target, sight, { act: 'supersede', form: supersedeForm });
}

export async function supersede(
  ledger: Ledger,
  at: Incoming,
  target: Target,
  values: FormValues,
  sight: Sight,
): Promise<readonly Reply[]> {
  const old = await readable(ledger, at, target.decision, sight);
  if (old === null) return [notFound(at)];
  const form = supersedeForm(old);
  const named = textOf(form, values, 'by');
  const next = decisionNumber(named) === null ? null : await readable(ledger, at, named, sight);
  const error =
    next === null
      ? `There is no decision “${named}” that you may see. Give an id such as D-15.`
      : next.id === old.id
        ? 'A decision cannot take its own place.'
        : null;
  if (error !== null || next === null)
    return [{ ...refusing(error ?? ''), form: withErrors(form, values, { by: error ?? '' }) }];
  if (isStale(target, old)) return stale(ledger, old);
  const by = personAt(at);
  const changed = await changing(ledger, at.workspace, [old.id, next.id], ([one, two]) => {
    if (one === undefined || two === undefined) return { refused: [notFound(at)] };
    const now = ledger.clock();
    if (isRepeated(one, by, now, (what) => what.kind === 'superseded' && what.successor === two.id)) return [one, two];
    const refused = refusal('supersede', one, at, target);
    if (refused !== null) return refused;
    if (two.status === 'superseded')
      return { refused: [refusing(`${two.id} is superseded itself, by ${two.successor ?? 'another'}.`)] };
    if (two.predecessor !== null && two.predecessor !== one.id)
      return { refused: [refusing(`${two.id} replaces ${two.predecessor} already, and one decision replaces one.`)] };
    return [superseded(one, two.id, by, now), { ...two, predecessor: one.id }];
  });
  if ('refused' in changed) return refreshed(ledger, old, changed);
  return toldOf(ledger, changed);
}

function superseded(old: Decision, successor: string, by: ReturnType<typeof personAt>, now: number): Decision {
  return withChange(old, by, now, { kind: 'superseded', successor }, { status: 'superseded', successor });
}

function isStale({ version }: Target, decision: Decision): boolean {
  return version !== null && version !== decision.version;
}

/** Why it is not done, in words that say how things stand; null where it may be. */
function refusal(deed: Deed, decision: Decision, at: Incoming, target: Target): Refusal | null {
  if (isStale(target, decision))
    return {
      refused: [
        refusing(
          `Somebody made version ${decision.version} of ${decision.id} at the same moment. Look at it first; nothing was done.`,
        ),
      ],
    };
  if (!isOpenTo(deed, decision))
    return { refused: [refusing(`Nothing was done: ${decision.id} stands as “${statusText(decision)}”.`)] };
  if (!isFor(deed, decision, at))
    return {
      refused: [
        refusing(
          `To ${deed} ${decision.id} is for those whose decision it is: ${ownersOf(decision)}. You can object to it.`,
        ),
      ],
    };
  return null;
}

/** Why it was not done, and the posted card as things stand: after a crash it may still show what was before. */
async function refreshed(ledger: Ledger, { workspace, id }: Decision, { refused }: Refusal): Promise<readonly Reply[]> {
  const stored = await ledger.store.decisions.get(workspace, id);
  return stored?.decision.posted == null ? refused : [...refused, await cardToAll(ledger, stored.decision)];
}

function objectionForm({ id, version, title }: Decision): Form {
  return {
    id: `decision:object:${id}:${version}`,
    title: `Object to ${id}`,
    submit: 'Object',
    intro: [title, 'Your reason is shown on the decision, with your name.'],
    fields: [{ kind: 'text', id: 'reason', label: 'Why?', value: '', maxLength: maxReason, long: true }],
  };
}

function supersedeForm({ id, version, title }: Decision): Form {
  return {
    id: `decision:supersede:${id}:${version}`,
    title: `Supersede ${id}`,
    submit: 'Supersede',
    intro: [title],
    fields: [
      {
        kind: 'text',
        id: 'by',
        label: 'Which decision takes its place?',
        hint: 'An id such as D-15.',
        value: '',
        maxLength: 12,
      },
    ],
  };
}

/** A form for whoever may do what it is for, to a decision as it stands. */
async function openStanding(
  ledger: Ledger,
  at: Incoming,
  target: Target,
  sight: Sight,
  { act, form }: { readonly act: 'object' | 'supersede'; readonly form: (decision: Decision) => Form },
): Promise<readonly Reply[]> {
  const decision = await readable(ledger, at, target.decision, sight);
  if (decision === null) return [notFound(at)];
  if (isStale(target, decision)) return stale(ledger, decision);
  const refused = refusal(act, decision, at, target);
  return refused === null ? [withForm(form(decision))] : refused.refused;
}
