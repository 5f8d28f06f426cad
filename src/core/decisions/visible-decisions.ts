import type { Incoming, Privacy, Sight } from '../bot-events.ts';
import { channelAt } from '../whereabouts.ts';
import type { Decision } from './decision.ts';
import type { DecisionPage, DecisionQuery, DecisionStore } from './decision-store.ts';

/** Sees nothing but what belongs to the conversation that it is asked in. */
export function seesHere({ conversation }: Incoming): Sight {
  return { canSee: async (other) => other === conversation };
}

/** Something that belongs to a conversation. */
export interface Belonging {
  readonly conversation: string;
  readonly channel: string;
  readonly privacy: Privacy;
}

/** What one may read: asked once for each conversation in a request. */
export interface Readable {
  /** Whether the person who asks may read a decision. */
  canRead(decision: Decision): Promise<boolean>;
  /** Whether everybody who hears the answer may: what is not open stays within its channel. */
  canTellAll(thing: Belonging): Promise<boolean>;
}

export function readableBy(at: Incoming, sight: Sight): Readable {
  const seen = new Map<string, Promise<boolean>>();
  const once = (key: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const known = seen.get(key) ?? ask();
    seen.set(key, known);
    return known;
  };
  return {
    async canRead({ privacy, conversation, channel, recorder }) {
      if (conversation === at.conversation) return true;
      if (privacy === 'direct') return recorder.id === at.person;
      // A thread that was deleted takes nothing along: who reads its channel read it, too.
      if (await once(`see:${channel}`, () => sight.canSee(channel))) return true;
      // What was recorded outlives its channel, for whoever recorded it.
      return recorder.id === at.person && once(`gone:${channel}`, async () => (await sight.isGone?.(channel)) ?? false);
    },
    async canTellAll({ privacy, channel, conversation }) {
      if (conversation === at.conversation || channel === channelAt(at)) return true;
      if (privacy !== 'open' || sight.mayRepeat === undefined) return false;
      return once(`tell:${channel}`, async () => (await sight.mayRepeat?.(channel, channelAt(at))) ?? false);
    },
  };
}

const pageSize = 100;
/** Pages read for one list: somebody who may see little of a large store is told where to go on. */
const maxPages = 20;

/** The newest decisions that match and pass, as many as the query's limit, and where to go on. */
export async function passingDecisions(
  store: DecisionStore,
  workspace: string,
  query: DecisionQuery,
  passes: (decision: Decision) => Promise<boolean>,
): Promise<DecisionPage> {
  const decisions: Decision[] = [];
  let after = query.after;
  for (let pages = 0; pages < maxPages; pages++) {
    const page: DecisionPage = await store.list(workspace, { ...query, limit: pageSize, after });
    for (const [index, decision] of page.decisions.entries()) {
      if (!(await passes(decision))) continue;
      decisions.push(decision);
      const isLast = index === page.decisions.length - 1 && page.next === null;
      if (decisions.length === query.limit) return { decisions, next: isLast ? null : numberOf(decision) };
    }
    after = page.next;
    if (after === null) return { decisions, next: null };
  }
  return { decisions, next: after };
}

function numberOf({ id }: Decision): number {
  return Number(id.replace(/\D/g, ''));
}
