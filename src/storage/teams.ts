import type { Transaction } from 'kysely';
import { z } from 'zod';
import { type OwnAnswers, type TeamStore, teamCheckSchema } from '../core/team/team-check.ts';
import type { Database } from './database.ts';
import { putJob } from './jobs.ts';
import { fromJson, toJson } from './json.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

const ownAnswers = z.record(z.string(), z.string());

export function createTeamStore({ read, write }: Database): TeamStore {
  return {
    async open(check) {
      const { workspace, id, posted, closed, ...opening } = teamCheckSchema.parse(check);
      const row = { workspace, id, opening: toJson(opening), posted: jsonOrNull(posted), changes: 0 };
      const opened = await write((transaction) =>
        transaction
          .insertInto('team_checks')
          .values({ ...row, closed: jsonOrNull(closed) })
          .onConflict((conflict) => conflict.columns(['workspace', 'id']).doNothing())
          .returning('id')
          .executeTakeFirst(),
      );
      return opened !== undefined;
    },

    async get(workspace, id) {
      const row = await read()
        .selectFrom('team_checks')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const check = {
        ...JSON.parse(row.opening),
        workspace,
        id,
        posted: parsed(row.posted),
        closed: parsed(row.closed),
      };
      return teamCheckSchema.parse(check);
    },

    async setPosted(workspace, id, posted) {
      await write((transaction) =>
        transaction
          .updateTable('team_checks')
          .set({ posted: jsonOrNull(posted) })
          .where('workspace', '=', workspace)
          .where('id', '=', id)
          .execute(),
      );
    },

    answer: (workspace, id, person, answers) =>
      write(async (transaction) => {
        const changes = await countUp(transaction, workspace, id);
        if (changes === null) return false;
        const key = { workspace, team_check: id, person: person.id };
        const known = await transaction
          .selectFrom('team_answers')
          .select('answers')
          .where('workspace', '=', workspace)
          .where('team_check', '=', id)
          .where('person', '=', person.id)
          .executeTakeFirst();
        const merged = { ...toAnswers(known?.answers, id), ...answers };
        const row = { name: person.name, answers: toJson(merged), answered: Object.keys(merged).length };
        await transaction
          .insertInto('team_answers')
          .values({ ...key, ...row, began: changes })
          .onConflict((conflict) => conflict.columns(['workspace', 'team_check', 'person']).doUpdateSet(row))
          .execute();
        return true;
      }),

    async own(workspace, id, person) {
      const row = await read()
        .selectFrom('team_answers')
        .select('answers')
        .where('workspace', '=', workspace)
        .where('team_check', '=', id)
        .where('person', '=', person)
        .executeTakeFirst();
      return toAnswers(row?.answers, id);
    },

    async participants(workspace, id) {
      const rows = await read()
        .selectFrom('team_answers')
        .select(['person', 'name', 'answered'])
        .where('workspace', '=', workspace)
        .where('team_check', '=', id)
        .orderBy('began')
        .orderBy('person')
        .execute();
      return rows.map(({ person, name, answered }) => ({ person: { id: person, name }, answered }));
    },

    close: (workspace, id, closing, jobs = []) =>
      write(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('team_checks')
          .set({ closed: toJson(closing) })
          .where('workspace', '=', workspace)
          .where('id', '=', id)
          .where('closed', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        for (const job of jobs) await putJob(transaction, job);
        return true;
      }),

    async results(workspace, id) {
      // One query, so that nothing is given out that a close in between would not have frozen.
      const rows = await read()
        .selectFrom('team_checks')
        .leftJoin('team_answers', (join) =>
          join.onRef('team_answers.workspace', '=', 'team_checks.workspace').onRef('team_check', '=', 'team_checks.id'),
        )
        .select('answers')
        .where('team_checks.workspace', '=', workspace)
        .where('team_checks.id', '=', id)
        .where('closed', 'is not', null)
        .execute();
      if (rows.length === 0) return null;
      const texts = rows.flatMap(({ answers }) => answers ?? []);
      return texts.sort().map((answers) => toAnswers(answers, id));
    },
  };
}

/** Counts a change of an open check, which holds its row: no close comes in between. @returns null where there is none to change */
async function countUp(transaction: Transaction<Tables>, workspace: string, id: string): Promise<number | null> {
  const row = await transaction
    .updateTable('team_checks')
    .set((set) => ({ changes: set('changes', '+', 1) }))
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .where('closed', 'is', null)
    .returning('changes')
    .executeTakeFirst();
  return row?.changes ?? null;
}

function toAnswers(json: string | undefined, id: string): OwnAnswers {
  if (json === undefined) return {};
  const read = fromJson(json, ownAnswers);
  if (read === null)
    throw new StoreError(`Answers to the team check "${id}" in the store cannot be read. Restore it from a backup.`);
  return read.value;
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : toJson(value);
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
