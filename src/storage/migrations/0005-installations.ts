import type { Kysely } from 'kysely';

/** Many workspaces: where the bot is installed, which have left, what they switched off; and how old things are found to be dropped. */
export const installations = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('installations')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('linked_to', 'text')
      .addColumn('details', 'text')
      .addColumn('sealed', 'text')
      .addColumn('installed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('installations_key', ['workspace'])
      .execute();
    await db.schema.createIndex('installations_by_link').on('installations').column('linked_to').execute();

    await db.schema
      .createTable('departures')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('left_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('departures_key', ['workspace'])
      .execute();

    await db.schema
      .createTable('settings')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('changed_by', 'text', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('settings_key', ['workspace', 'channel'])
      .execute();

    await db.schema.createIndex('answers_by_time').on('answers').column('created_at').execute();
    await db.schema.createIndex('drafts_by_time').on('drafts').column('saved_at').execute();
    await db.schema.createIndex('threads_by_time').on('threads').column('noted_at').execute();
  },
};
