import type { Transaction } from 'kysely';
import { type Decision, decisionId, decisionNumber, decisionSchema } from '../core/decisions/decision.ts';
import type { DecisionStore } from '../core/decisions/decision-store.ts';
import { decisionTerms } from '../core/decisions/search-terms.ts';
import type { Job } from '../core/jobs.ts';
import type { Database } from './database.ts';
import { findDecisions } from './find-decisions.ts';
import { putJob } from './jobs.ts';
import { fromJson, toJson } from './json.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

export function createDecisionStore({ read, write }: Database): DecisionStore {
  return {
    async record(decision, jobs = () => []) {
      const { workspace, key } = decision;
      const isNew = await write((transaction) => insert(transaction, decisionSchema.parse(decision), jobs));
      const row = await read()
        .selectFrom('decisions')
        .select('number')
        .where('workspace', '=', workspace)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      const stored = await get(workspace, row.number);
      if (stored === null) throw new StoreError(`The decision with the key "${key}" has no text in the store.`);
      return { ...stored, isNew };
    },

    async get(workspace, id) {
      const number = decisionNumber(id);
      return number === null ? null : get(workspace, number);
    },

    save: (changed, jobs = []) =>
      write(async (transaction) => {
        // All are held before any is changed: nothing is to be taken back. In one order, so that two never wait for each other.
        for (const { decision, revision } of changed.toSorted((one, other) => numberOf(one) - numberOf(other))) {
          if (!(await holds(transaction, decision, revision))) return false;
        }
        for (const { decision } of changed) await replace(transaction, decisionSchema.parse(decision));
        for (const job of jobs) await putJob(transaction, job);
        return true;
      }),

    async list(workspace, query) {
      if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 100)
        throw new RangeError(`expected a limit from 1 to 100, got ${query.limit}`);
      const numbers = await findDecisions(read, workspace, query);
      const shown = numbers.slice(0, query.limit);
      if (shown.length === 0) return { decisions: [], next: null };
      const rows = await read()
        .selectFrom('decision_texts')
        .select('decision')
        .where('workspace', '=', workspace)
        .where('number', 'in', shown)
        .orderBy('number', 'desc')
        .execute();
      const next = numbers.length > query.limit ? (shown.at(-1) ?? null) : null;
      return { decisions: rows.map(({ decision }) => toDecision(decision)), next };
    },
  };

  async function get(workspace: string, number: number) {
    const row = await read()
      .selectFrom('decisions')
      .innerJoin('decision_texts', (join) =>
        join
          .onRef('decision_texts.workspace', '=', 'decisions.workspace')
          .onRef('decision_texts.number', '=', 'decisions.number'),
      )
      .select(['decision', 'revision'])
      .where('decisions.workspace', '=', workspace)
      .where('decisions.number', '=', number)
      .executeTakeFirst();
    return row ? { decision: toDecision(row.decision), revision: row.revision } : null;
  }
}

/** @returns false where the key is recorded already */
async function insert(
  transaction: Transaction<Tables>,
  decision: Decision,
  jobs: (recorded: Decision) => readonly Job[],
): Promise<boolean> {
  const { workspace, key } = decision;
  for (;;) {
    const { next } = await transaction
      .selectFrom('decisions')
      .select((is) => is.fn.coalesce(is.fn.max('number'), is.lit(0)).as('next'))
      .where('workspace', '=', workspace)
      .executeTakeFirstOrThrow();
    const number = Number(next) + 1;
    // Another process may have taken the number, or recorded the same key, since it was read.
    const row = await transaction
      .insertInto('decisions')
      .values({ workspace, number, key, ...columnsOf(decision), revision: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number')
      .executeTakeFirst();
    if (row) {
      const numbered = { ...decision, id: decisionId(number) };
      await transaction
        .insertInto('decision_texts')
        .values({ workspace, number, decision: toJson(numbered) })
        .execute();
      await index(transaction, numbered, number);
      for (const job of jobs(numbered)) await putJob(transaction, job);
      return true;
    }
    const known = await transaction
      .selectFrom('decisions')
      .select('number')
      .where('workspace', '=', workspace)
      .where('key', '=', key)
      .executeTakeFirst();
    if (known) return false;
  }
}

/** Whether a revision is still the latest; from then on the row is held. */
async function holds(transaction: Transaction<Tables>, decision: Decision, revision: number): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('decisions')
    .set({ revision })
    .where('workspace', '=', decision.workspace)
    .where('number', '=', decisionNumber(decision.id) ?? 0)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function replace(transaction: Transaction<Tables>, decision: Decision): Promise<void> {
  const { workspace } = decision;
  const number = decisionNumber(decision.id) ?? 0;
  const of = <Query extends { where(column: 'workspace' | 'number', is: '=', value: string | number): Query }>(
    query: Query,
  ) => query.where('workspace', '=', workspace).where('number', '=', number);
  await of(
    transaction.updateTable('decisions').set((set) => ({ ...columnsOf(decision), revision: set('revision', '+', 1) })),
  ).execute();
  await of(transaction.updateTable('decision_texts').set({ decision: toJson(decision) })).execute();
  await of(transaction.deleteFrom('decision_terms')).execute();
  await index(transaction, decision, number);
}

async function index(transaction: Transaction<Tables>, decision: Decision, number: number): Promise<void> {
  const { workspace } = decision;
  const terms = decisionTerms(decision).map((term) => ({ workspace, term, number }));
  if (terms.length > 0) await transaction.insertInto('decision_terms').values(terms).execute();
}

function numberOf({ decision }: { readonly decision: Decision }): number {
  return decisionNumber(decision.id) ?? 0;
}

function columnsOf({ status, createdAt, reviewAt }: Decision) {
  return { status, created_at: createdAt, review_at: reviewAt };
}

function toDecision(json: string): Decision {
  const read = fromJson(json, decisionSchema);
  if (read) return read.value;
  throw new StoreError(
    'A decision in the store is not one that this archcheck can read. Upgrade archcheck, or restore the store from a backup.',
  );
}
