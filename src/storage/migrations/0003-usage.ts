import type { Kysely } from 'kysely';

/** What each workspace's requests to the model use, a row a day. */
export const usageSchema = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('usage')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('requests', 'integer', (column) => column.notNull())
      .addColumn('input_tokens', 'bigint', (column) => column.notNull())
      .addColumn('output_tokens', 'bigint', (column) => column.notNull())
      .addColumn('reserved_tokens', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('usage_key', ['workspace', 'day'])
      .execute();
  },
};
