import type { Kysely } from 'kysely';

/** Decisions and what they are found by, checks that a team answers, and what is to be done later. */
export const decisionsSchema = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('decisions')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('review_at', 'bigint')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('decisions_key', ['workspace', 'number'])
      .addUniqueConstraint('decisions_once', ['workspace', 'key'])
      .execute();
    const index = (name: string, ...columns: readonly ('status' | 'created_at' | 'review_at')[]) =>
      db.schema
        .createIndex(name)
        .on('decisions')
        .columns(['workspace', ...columns, 'number'])
        .execute();
    await index('decisions_by_time', 'created_at');
    await index('decisions_by_review', 'review_at', 'status');

    await db.schema
      .createTable('decision_texts')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('decision', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('decision_texts_key', ['workspace', 'number'])
      .execute();

    await db.schema
      .createTable('decision_terms')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('term', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('decision_terms_key', ['workspace', 'term', 'number'])
      .execute();
    await db.schema
      .createIndex('decision_terms_by_decision')
      .on('decision_terms')
      .columns(['workspace', 'number'])
      .execute();

    await db.schema
      .createTable('team_checks')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('opening', 'text', (column) => column.notNull())
      .addColumn('posted', 'text')
      .addColumn('changes', 'integer', (column) => column.notNull())
      .addColumn('closed', 'text')
      .addPrimaryKeyConstraint('team_checks_key', ['workspace', 'id'])
      .execute();

    await db.schema
      .createTable('team_answers')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('team_check', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('answers', 'text', (column) => column.notNull())
      .addColumn('answered', 'integer', (column) => column.notNull())
      .addColumn('began', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('team_answers_key', ['workspace', 'team_check', 'person'])
      .execute();

    await db.schema
      .createTable('jobs')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('platform', 'text', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('jobs_key', ['workspace', 'key'])
      .execute();
    await db.schema.createIndex('jobs_by_time').on('jobs').columns(['platform', 'due_at']).execute();
  },
};
