import type { Incoming, Reply, Sight } from '../bot-events.ts';
import type { Card } from '../card.ts';
import type { Engine } from '../check/engine.ts';
import { UserError } from '../errors.ts';
import type { Person } from '../form.ts';
import type { Clock, NewId, Store } from '../ports.ts';
import { refusing } from '../replies.ts';
import type { Turns } from '../turns.ts';
import { listingAt } from '../whereabouts.ts';
import { adrFileName, toAdr } from './adr.ts';
import type { Change, Decision } from './decision.ts';
import { type DecisionLinks, decisionCard } from './decision-card.ts';
import type { StoredDecision } from './decision-store.ts';
import type { ThreadReader } from './draft/reader.ts';
import { reviewJobsOf } from './review/schedule.ts';
import { tellJobOf } from './tell-job.ts';
import { readableBy } from './visible-decisions.ts';

/** What decisions are kept and shown with. */
export interface Ledger {
  readonly engine: Engine;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  /** One change after the other in each workspace: forty people who object at once would outrun each other. */
  readonly turns: Turns;
  /** How people argue and decide in threads; asked for when a thread is to be read. */
  threads(): Promise<ThreadReader>;
}

/** What is told in place of a change. */
export interface Refusal {
  readonly refused: readonly Reply[];
}

/** Another process may be faster: then one reads again. More often than this is no accident. */
const maxAttempts = 60;

/**
 * Changes decisions of one workspace together, as they are by then. What is to come of it is kept with the changes: that the first of
 * them is told, and when each is reviewed.
 *
 * @param ids one, or one and another that changes with it
 * @param change what they become, or why not; called again where somebody was faster
 */
export function changing(
  ledger: Ledger,
  workspace: string,
  ids: readonly string[],
  change: (decisions: readonly Decision[]) => readonly Decision[] | Refusal,
): Promise<readonly Decision[] | Refusal> {
  return ledger.turns.run(workspace, () => changed(ledger, workspace, ids, change));
}

async function changed(
  { store, clock }: Ledger,
  workspace: string,
  ids: readonly string[],
  change: (decisions: readonly Decision[]) => readonly Decision[] | Refusal,
): Promise<readonly Decision[] | Refusal> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const stored = await Promise.all(ids.map((id) => store.decisions.get(workspace, id)));
    const found = stored.filter((each): each is StoredDecision => each !== null);
    if (found.length < ids.length) return { refused: [refusing('That decision is not there any more.')] };
    const next = change(found.map(({ decision }) => decision));
    if ('refused' in next) return next;
    const grown = next.filter(({ history }, at) => history.length > (found[at]?.decision.history.length ?? 0));
    const jobs = [
      ...(grown.length === 0 ? [] : [tellJobOf(next, (next[0]?.history.length ?? 0) - 1) ?? []]),
      ...grown.map((decision) => reviewJobsOf(decision, clock())),
    ].flat();
    const saved = await store.decisions.save(
      next.map((decision, at) => ({ decision, revision: found[at]?.revision ?? 0 })),
      jobs,
    );
    if (saved) return next;
  }
  throw new UserError('This decision is being changed from several places at once. Try again in a moment.');
}

/** A decision that the person may read; null where there is none, and where there is one that they may not. */
export async function readable({ store }: Ledger, at: Incoming, id: string, sight: Sight): Promise<Decision | null> {
  const stored = await store.decisions.get(at.workspace, id);
  return stored && (await readableBy(at, sight).canRead(stored.decision)) ? stored.decision : null;
}

export function notFound(at: Incoming): Reply {
  return refusing(`There is no such decision that you may see. Look for it with ${listingAt(at)}.`);
}

/** An hour: what came twice from a crash or from two quick presses, and no second thought. */
export const repeatedMs = 3_600_000;

/**
 * A form that is sent twice at once makes one thing, which the first of the two posts. What that one did not live to post is taken up no
 * sooner than after half a minute: until then it is being posted.
 */
export const beingPostedMs = 20_000;

/** Whether the last change is what a person asks for, so that they are asking again: it is kept once. */
export function isRepeated(
  { history }: Decision,
  by: Person,
  now: number,
  isSame: (what: Change['what']) => boolean,
): boolean {
  const last = history.at(-1);
  return last !== undefined && last.by.id === by.id && now - last.at < repeatedMs && isSame(last.what);
}

/** With a change in its history. */
export function withChange(
  decision: Decision,
  by: Person,
  at: number,
  what: Change['what'],
  changed: Partial<Decision> = {},
): Decision {
  const next = { ...decision, ...changed };
  return { ...next, history: [...decision.history, { at, by, version: next.version, what }] };
}

/** The decision's card for the conversation that it belongs to; it takes the place of the one that is posted there. */
export async function cardToAll(ledger: Ledger, decision: Decision): Promise<Reply> {
  return {
    ...decisionCard(decision, await linksOf(ledger, decision)),
    toAll: true,
    subject: { kind: 'decision', id: decision.id },
    attachment: { name: adrFileName(decision), text: toAdr(decision) },
    // One that could not be posted is posted where it belongs, wherever somebody has just changed it.
    ...(decision.posted === null
      ? { beside: { conversation: decision.conversation, message: null } }
      : { replaces: decision.posted }),
  };
}

/** Something for all who read a decision, said where that is posted. */
export function besideIt({ posted, conversation }: Decision, card: Card): Reply {
  return { ...card, toAll: true, beside: posted ?? { conversation, message: null } };
}

/** Links to the decision before and after, where whoever reads this one may read those. */
async function linksOf({ store }: Ledger, decision: Decision): Promise<DecisionLinks> {
  const linkOf = async (id: string | null): Promise<string | undefined> => {
    const other = id === null ? null : await store.decisions.get(decision.workspace, id);
    if (other === null) return undefined;
    const { privacy, channel, posted } = other.decision;
    return privacy === 'open' || channel === decision.channel ? (posted?.link ?? undefined) : undefined;
  };
  const [predecessor, successor] = await Promise.all([linkOf(decision.predecessor), linkOf(decision.successor)]);
  return { ...(predecessor === undefined ? {} : { predecessor }), ...(successor === undefined ? {} : { successor }) };
}

/** The card for a person alone. */
export async function cardToPerson(ledger: Ledger, decision: Decision): Promise<Reply> {
  return decisionCard(decision, await linksOf(ledger, decision));
}
