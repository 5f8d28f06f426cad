import type { Transaction } from 'kysely';
import type { Claim, EventStore } from '../core/events.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import { toJson } from './json.ts';
import type { Tables } from './schema.ts';

export function createEventStore(database: Database, clock: Clock): EventStore {
  // An event that is claimed, or taken up, a second time waits for the first time's lease: it is done later, not lost.
  const write = <T>(change: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> =>
    database.write(change, { repeatable: true });
  return {
    async claim({ workspace, id, payload }, leaseMs) {
      const json = toJson(payload);
      const now = clock();
      const row = await write(async (transaction) => {
        const first = await transaction
          .insertInto('events')
          .values({
            workspace,
            id,
            payload: json,
            attempt: 1,
            claimed_at: now,
            lease_until: now + leaseMs,
            done_at: null,
          })
          .onConflict((conflict) => conflict.columns(['workspace', 'id']).doNothing())
          .returning(['attempt', 'claimed_at'])
          .executeTakeFirst();
        if (first) return first;
        // A second delivery of an event whose worker died before it acknowledged: `lease_until` is null once it is done. Apart from the
        // first statement, because an update on conflict would lock, and write, the row of every duplicate that is refused.
        return transaction
          .updateTable('events')
          .set((set) => ({ attempt: set('attempt', '+', 1), lease_until: now + leaseMs }))
          .where('workspace', '=', workspace)
          .where('id', '=', id)
          .where('lease_until', '<=', now)
          .returning(['attempt', 'claimed_at'])
          .executeTakeFirst();
      });
      return row ? { workspace, id, attempt: row.attempt, claimedAt: row.claimed_at } : null;
    },

    async renew(claim, leaseMs) {
      const leaseUntil = clock() + leaseMs;
      const { numUpdatedRows } = await write((transaction) =>
        held(transaction, claim).set({ lease_until: leaseUntil }).executeTakeFirst(),
      );
      return numUpdatedRows === 1n;
    },

    async done(claim) {
      const now = clock();
      const { numUpdatedRows } = await write((transaction) =>
        held(transaction, claim).set({ lease_until: null, done_at: now, payload: null }).executeTakeFirst(),
      );
      return numUpdatedRows === 1n;
    },

    async takeUp(limit, leaseMs, whose) {
      const now = clock();
      const rows = await write((transaction) =>
        transaction
          .with('waiting', (query) =>
            query
              .selectFrom('events')
              .select(['workspace', 'id'])
              .where('lease_until', '<=', now)
              .where((is) =>
                whose === undefined
                  ? is.and([])
                  : is.or([
                      is('claimed_at', '<', whose.orBefore),
                      ...whose.sources.map((source) => is('id', 'like', `${source}/%`)),
                    ]),
              )
              .orderBy('claimed_at')
              .orderBy('workspace')
              .orderBy('id')
              .limit(limit)
              // Another process that is just taking some up keeps those, and nobody waits.
              .forUpdate()
              .skipLocked(),
          )
          .updateTable('events')
          .set((set) => ({ attempt: set('attempt', '+', 1), lease_until: now + leaseMs }))
          .where((is) =>
            is(
              is.refTuple('workspace', 'id'),
              'in',
              is.selectFrom('waiting').select(['waiting.workspace', 'waiting.id']).$asTuple('workspace', 'id'),
            ),
          )
          .returning(['workspace', 'id', 'attempt', 'payload', 'claimed_at'])
          .execute(),
      );
      return rows
        .toSorted((one, other) => one.claimed_at - other.claimed_at || (keyOf(one) < keyOf(other) ? -1 : 1))
        .map(({ workspace, id, attempt, claimed_at: claimedAt, payload }) => ({
          workspace,
          id,
          attempt,
          claimedAt,
          payload: payload === null ? null : JSON.parse(payload),
        }));
    },

    async forget(doneBefore) {
      const { numDeletedRows } = await write((transaction) =>
        transaction.deleteFrom('events').where('done_at', '<', doneBefore).executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
  };
}

/** Puts events of the same millisecond in one order on every database: by workspace, then by id. */
function keyOf({ workspace, id }: { readonly workspace: string; readonly id: string }): string {
  return `${workspace}\0${id}`;
}

/** The event, as long as this claim is its latest and it is not done. */
function held(transaction: Transaction<Tables>, claim: Claim) {
  return transaction
    .updateTable('events')
    .where('workspace', '=', claim.workspace)
    .where('id', '=', claim.id)
    .where('attempt', '=', claim.attempt)
    .where('lease_until', 'is not', null);
}
