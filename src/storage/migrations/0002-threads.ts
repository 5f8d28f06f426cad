import type { Kysely } from 'kysely';

/** The threads in which the bot spoke, for offering them again after a restart. */
export const threads = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('threads')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('thread', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('noted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('threads_key', ['workspace', 'channel', 'thread'])
      .execute();
  },
};
