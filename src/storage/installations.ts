import type { Selectable, Transaction } from 'kysely';
import { type Installation, type InstallationStore, installationDetailsSchema } from '../core/installations.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import { fromJson, toJson } from './json.ts';
import type { Tables } from './schema.ts';
import { noteJoined, noteLeft } from './workspaces.ts';

export function createInstallationStore({ read, write }: Database, clock: Clock): InstallationStore {
  async function own(workspace: string): Promise<Installation | null> {
    const row = await read()
      .selectFrom('installations')
      .selectAll()
      .where('workspace', '=', workspace)
      .executeTakeFirst();
    return row ? toInstallation(row) : null;
  }

  return {
    async save({ workspace, details, sealed }) {
      const row = { linked_to: null, details: toJson(details), sealed, installed_at: clock() };
      await write(
        async (transaction) => {
          await noteJoined(transaction, workspace);
          await transaction
            .insertInto('installations')
            .values({ workspace, ...row })
            .onConflict((conflict) => conflict.column('workspace').doUpdateSet(row))
            .execute();
        },
        { repeatable: true },
      );
    },

    async get(workspace) {
      const row = await read()
        .selectFrom('installations')
        .selectAll()
        .where('workspace', '=', workspace)
        .executeTakeFirst();
      if (!row) return null;
      return row.linked_to === null ? toInstallation(row) : own(row.linked_to);
    },

    link: (workspace, organisation) =>
      write(
        async (transaction) => {
          const row = await transaction
            .selectFrom('installations')
            .selectAll()
            .where('workspace', '=', organisation)
            // It stays until the link is there, so that the workspace leaves with it.
            .forKeyShare()
            .executeTakeFirst();
          if (!row) return null;
          await noteJoined(transaction, workspace);
          await transaction
            .insertInto('installations')
            .values({ workspace, linked_to: organisation, details: null, sealed: null, installed_at: clock() })
            .onConflict((conflict) =>
              conflict
                .column('workspace')
                .doUpdateSet({ linked_to: organisation })
                .where('installations.sealed', 'is', null),
            )
            .execute();
          return toInstallation(row);
        },
        { repeatable: true },
      ),

    unlink: (workspace, organisation) =>
      write(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('installations')
          .where('workspace', '=', workspace)
          .where('linked_to', '=', organisation)
          .executeTakeFirst();
        if (numDeletedRows > 0n) await noteLeft(transaction, workspace, clock());
        return numDeletedRows > 0n;
      }),

    async reseal(installation, sealed) {
      const { numUpdatedRows } = await write((transaction) =>
        transaction
          .updateTable('installations')
          .set({ sealed })
          .where('workspace', '=', installation.workspace)
          .where('sealed', '=', installation.sealed)
          .executeTakeFirst(),
      );
      return numUpdatedRows === 1n;
    },

    forget: ({ workspace, sealed }) =>
      write(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom('installations')
          .where('workspace', '=', workspace)
          .where('sealed', '=', sealed)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        const linked = await unlinkAll(transaction, workspace);
        for (const left of [workspace, ...linked]) await noteLeft(transaction, left, clock());
        return true;
      }),

    async list(after, limit) {
      const rows = await read()
        .selectFrom('installations')
        .selectAll()
        .where('sealed', 'is not', null)
        .where('workspace', '>', after)
        .orderBy('workspace')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => toInstallation(row) ?? []);
    },
  };
}

async function unlinkAll(transaction: Transaction<Tables>, organisation: string): Promise<readonly string[]> {
  const rows = await transaction
    .deleteFrom('installations')
    .where('linked_to', '=', organisation)
    .returning('workspace')
    .execute();
  return rows.map(({ workspace }) => workspace);
}

/** Null where another version wrote what this one cannot read: then it has to be installed again. */
function toInstallation({ workspace, details, sealed }: Selectable<Tables['installations']>): Installation | null {
  const read = fromJson(details ?? 'null', installationDetailsSchema);
  return read === null || sealed === null ? null : { workspace, details: read.value, sealed };
}
