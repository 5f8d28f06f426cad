import type { z } from 'zod';
import type { DraftKey, DraftStore } from '../core/drafts.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import { fromJson, toJson } from './json.ts';

export function createDraftStore<Draft>(
  { read, write }: Database,
  clock: Clock,
  schema: z.ZodType<Draft>,
): DraftStore<Draft> {
  return {
    async get({ workspace, conversation, person }) {
      const row = await read()
        .selectFrom('drafts')
        .select(['draft', 'revision', 'saved_at'])
        .where('workspace', '=', workspace)
        .where('conversation', '=', conversation)
        .where('person', '=', person)
        .executeTakeFirst();
      if (!row || row.draft === null) return null;
      const place = { revision: row.revision, savedAt: row.saved_at };
      const parsed = fromJson(row.draft, schema);
      return parsed ? { kind: 'found', draft: parsed.value, ...place } : { kind: 'outdated', ...place };
    },

    async save(key, draft, revision) {
      const json = toJson(draft);
      if (revision === null) return create(write, key, json, clock());
      const replaced = await replace(write, key, json, revision, clock());
      return replaced ? revision + 1 : null;
    },

    delete: (key, revision) => replace(write, key, null, revision, clock()),
  };
}

async function create(write: Database['write'], key: DraftKey, draft: string, savedAt: number): Promise<number | null> {
  const row = await write((transaction) =>
    transaction
      .insertInto('drafts')
      .values({
        workspace: key.workspace,
        conversation: key.conversation,
        person: key.person,
        draft,
        revision: 1,
        saved_at: savedAt,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['workspace', 'conversation', 'person'])
          .doUpdateSet((set) => ({ draft, revision: set('drafts.revision', '+', 1), saved_at: savedAt }))
          .where('drafts.draft', 'is', null),
      )
      .returning('revision')
      .executeTakeFirst(),
  );
  return row?.revision ?? null;
}

/** Puts a draft (null: none) in the place of a revision. @returns whether that revision was still there */
async function replace(
  write: Database['write'],
  key: DraftKey,
  draft: string | null,
  revision: number,
  savedAt: number,
): Promise<boolean> {
  const { numUpdatedRows } = await write((transaction) =>
    transaction
      .updateTable('drafts')
      .set({ draft, revision: revision + 1, saved_at: savedAt })
      .where('workspace', '=', key.workspace)
      .where('conversation', '=', key.conversation)
      .where('person', '=', key.person)
      .where('revision', '=', revision)
      .where('draft', 'is not', null)
      .executeTakeFirst(),
  );
  return numUpdatedRows === 1n;
}
