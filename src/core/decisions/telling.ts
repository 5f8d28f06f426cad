import type { Reply, Waking } from '../bot-events.ts';
import { type Card, remarkCard } from '../card.ts';
import { dateOf } from '../dates.ts';
import type { Job } from '../jobs.ts';
import { type Change, type Decision, lastChange } from './decision.ts';
import { besideIt, cardToAll, type Ledger } from './ledger.ts';
import { differenceOf } from './review/difference.ts';
import { differenceCard } from './review/review-cards.ts';
import { thenOf } from './review/then.ts';
import { tellJobOf, tellJobSchema } from './tell-job.ts';

/**
 * What everybody is told of a change of the first of some decisions, and the cards of all as they are now. Where a platform tells it,
 * each is marked with the job that was kept with the change, so that it is told once, whoever comes to it.
 *
 * @param change its place in the history; the last one if left out
 */
export async function toldOf(
  ledger: Ledger,
  changed: readonly Decision[],
  change = (changed[0]?.history.length ?? 0) - 1,
): Promise<readonly Reply[]> {
  const [first, ...others] = changed;
  if (first === undefined) return [];
  const replies = await repliesFor(ledger, first, change, others);
  const job = tellJobOf(changed, change);
  return job === null ? replies : replies.map((reply) => ({ ...reply, job }));
}

/** The same for whoever takes the job up; null where it is none of these. */
export async function wakeTelling(ledger: Ledger, { workspace, payload }: Job): Promise<Waking | null> {
  const job = tellJobSchema.safeParse(payload);
  if (!job.success) return null;
  const { decision: id, change, others } = job.data;
  const [stored, ...beside] = await Promise.all(
    [id, ...others].map((each) => ledger.store.decisions.get(workspace, each)),
  );
  if (stored == null) return null;
  const { decision } = stored;
  const { posted, conversation } = decision;
  return {
    conversation: posted?.conversation ?? conversation,
    message: posted?.message ?? null,
    key: `tell:${id}:${change}`,
    replies: await repliesFor(
      ledger,
      decision,
      change,
      beside.flatMap((each) => each?.decision ?? []),
    ),
  };
}

async function repliesFor(
  ledger: Ledger,
  decision: Decision,
  at: number,
  others: readonly Decision[],
): Promise<readonly Reply[]> {
  const change = decision.history[at];
  const line = change === undefined ? null : await lineOf(ledger, decision, change);
  // New words are posted anew where they could not be posted before; a mere change of standing is not.
  const shown = [decision, ...others].filter(
    ({ posted }, index) => posted !== null || (index === 0 && change?.what.kind === 'edited'),
  );
  const cards = await Promise.all(shown.map((each) => cardToAll(ledger, each)));
  return [
    ...(line === null ? [] : [besideIt(decision, line)]),
    ...(await linesElsewhere(ledger, decision, others)),
    ...cards,
  ];
}

/** Whoever reads in another conversation what has just been superseded hears of it there. */
function linesElsewhere(
  ledger: Ledger,
  { id, conversation }: Decision,
  others: readonly Decision[],
): Promise<readonly Reply[]> {
  const replaced = others.flatMap((other) => {
    const change = lastChange(other, 'superseded');
    return other.successor === id && other.conversation !== conversation && change !== null ? [{ other, change }] : [];
  });
  return Promise.all(
    replaced.map(async ({ other, change }) => besideIt(other, (await lineOf(ledger, other, change)) ?? remarkCard(''))),
  );
}

/** A change in a line for the thread, or in a card where it takes one; null where the decision's own card says it. */
async function lineOf(ledger: Ledger, decision: Decision, { by, what, version }: Change): Promise<Card | null> {
  const { id, title } = decision;
  switch (what.kind) {
    case 'recorded':
      return null;
    case 'edited':
      return remarkCard(`${by.name} made version ${version} of ${id}, which is proposed again: ${title}`);
    case 'accepted':
      return remarkCard(`${id} was accepted by ${by.name}: ${title}`);
    case 'objected':
      return remarkCard(`Objection to ${id} by ${by.name}: ${what.reason}`);
    case 'superseded':
      return remarkCard(
        `${id} was superseded by ${what.successor}${await titleOf(ledger, decision, what.successor)} (${by.name})`,
      );
    case 'review set':
      return remarkCard(
        what.reviewAt === null
          ? `${id} is not reviewed any more. (${by.name})`
          : `The review of ${id} is put off to ${dateOf(what.reviewAt)}. (${by.name})`,
      );
    case 'reviewed': {
      const answers = await ledger.store.checks.get(decision.workspace, what.check);
      if (decision.check === null || answers === null) return null;
      const then = await thenOf(ledger, decision, decision.check, what.since);
      const difference = differenceOf(ledger.engine, then, { ...answers.answers });
      return differenceCard(
        ledger.engine.questionnaire,
        decision,
        { check: decision.check, then },
        difference,
        by.name,
      );
    }
  }
}

/** The line stands beside the old one, whose readers need not be those of the new one: what is open today may be private tomorrow. */
async function titleOf({ store }: Ledger, { workspace, channel }: Decision, successor: string): Promise<string> {
  const next = (await store.decisions.get(workspace, successor))?.decision;
  return next !== undefined && next.channel === channel ? `: ${next.title}` : '';
}
