import { type Selectable, sql } from 'kysely';
import { type CheckRecord, type CheckStore, checkRecordSchema } from '../core/check/check-store.ts';
import { UserError } from '../core/errors.ts';
import type { Database } from './database.ts';
import { toJson } from './json.ts';
import type { Tables } from './schema.ts';
import { foldForSearch, likePattern, searchWords } from './search-words.ts';
import { StoreError } from './store-error.ts';

type Row = Selectable<Tables['checks']>;

export function createCheckStore({ read, write }: Database): CheckStore {
  return {
    async save(check) {
      const { workspace, id, ...rest } = toRow(checkRecordSchema.parse(check));
      await write(
        (transaction) =>
          transaction
            .insertInto('checks')
            .values({ workspace, id, ...rest })
            .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet(rest))
            .execute(),
        { repeatable: true },
      );
    },

    async get(workspace, id) {
      const row = await read()
        .selectFrom('checks')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? toRecord(row) : null;
    },

    async list(workspace, { words, limit, after }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
        throw new RangeError(`expected a limit from 1 to 100, got ${limit}`);
      }
      let query = read()
        .selectFrom('checks')
        .selectAll()
        .where('workspace', '=', workspace)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      for (const word of searchWords(words)) {
        query = query.where(sql<boolean>`words like ${likePattern(word)} escape '\\'`);
      }
      if (after !== null) {
        const last = parseCursor(after);
        query = query.where((is) =>
          is.or([
            is('created_at', '<', last.createdAt),
            is.and([is('created_at', '=', last.createdAt), is('id', '<', last.id)]),
          ]),
        );
      }
      const rows = await query.execute();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return { checks: shown.map(toRecord), next: rows.length > limit && last ? toCursor(last) : null };
    },
  };
}

function toRow(check: CheckRecord): Row {
  return {
    workspace: check.workspace,
    id: check.id,
    conversation: check.conversation,
    person: check.person,
    title: check.title,
    form: check.form,
    answers: toJson(check.answers),
    verdict: check.verdict,
    reachable: toJson(check.reachable),
    score: check.score,
    score_least: check.scoreRange[0],
    score_most: check.scoreRange[1],
    rules_version: check.rules.version,
    rules_hash: check.rules.hash,
    created_at: check.createdAt,
    words: foldForSearch(`${check.title}\n${check.verdict}`),
  };
}

function toRecord(row: Row): CheckRecord {
  try {
    return checkRecordSchema.parse({
      id: row.id,
      workspace: row.workspace,
      conversation: row.conversation,
      person: row.person,
      title: row.title,
      form: row.form,
      answers: JSON.parse(row.answers),
      verdict: row.verdict,
      reachable: JSON.parse(row.reachable),
      score: row.score,
      scoreRange: [row.score_least, row.score_most],
      rules: { version: row.rules_version, hash: row.rules_hash },
      createdAt: row.created_at,
    });
  } catch (cause) {
    throw new StoreError(
      `The check "${row.id}" in the store is not one that this archcheck can read. Upgrade archcheck, or restore the store from a backup.`,
      { cause },
    );
  }
}

function toCursor(row: Row): string {
  return `${row.created_at}:${row.id}`;
}

function parseCursor(cursor: string): { createdAt: number; id: string } {
  const [, createdAt, id] = /^(-?\d{1,16}):(.*)$/s.exec(cursor) ?? [];
  if (createdAt === undefined || id === undefined) {
    throw new UserError(
      'That place in the list is unknown here. Open the list again and page through it from the beginning.',
    );
  }
  return { createdAt: Number(createdAt), id };
}
