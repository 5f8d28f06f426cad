import { type Kysely, sql } from 'kysely';

/** What was asked, checked and taken in: the tables of the first version. */
export const firstSchema = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('checks')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('form', 'text', (column) => column.notNull())
      .addColumn('answers', 'text', (column) => column.notNull())
      .addColumn('verdict', 'text', (column) => column.notNull())
      .addColumn('reachable', 'text', (column) => column.notNull())
      .addColumn('score', 'integer', (column) => column.notNull())
      .addColumn('score_least', 'integer', (column) => column.notNull())
      .addColumn('score_most', 'integer', (column) => column.notNull())
      .addColumn('rules_version', 'text', (column) => column.notNull())
      .addColumn('rules_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('words', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('checks_key', ['workspace', 'id'])
      .execute();
    await db.schema.createIndex('checks_by_time').on('checks').columns(['workspace', 'created_at', 'id']).execute();

    await db.schema
      .createTable('drafts')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('draft', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('saved_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('drafts_key', ['workspace', 'conversation', 'person'])
      .execute();

    await db.schema
      .createTable('events')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('payload', 'text')
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('claimed_at', 'bigint', (column) => column.notNull())
      .addColumn('lease_until', 'bigint')
      .addColumn('done_at', 'bigint')
      .addPrimaryKeyConstraint('events_key', ['workspace', 'id'])
      .execute();
    // Partial, because nearly every event is done and has no lease.
    await db.schema
      .createIndex('events_by_lease')
      .on('events')
      .column('lease_until')
      .where(sql.ref('lease_until'), 'is not', null)
      .execute();
    await db.schema.createIndex('events_by_end').on('events').column('done_at').execute();

    await db.schema
      .createTable('answers')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('conversation', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('mode', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('answers_key', ['workspace', 'id'])
      .execute();

    await db.schema
      .createTable('feedback')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('rating', 'text', (column) => column.notNull())
      .addColumn('rated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('feedback_key', ['workspace', 'answer', 'person'])
      .addForeignKeyConstraint(
        'feedback_answer',
        ['workspace', 'answer'],
        'answers',
        ['workspace', 'id'],
        (constraint) => constraint.onDelete('cascade'),
      )
      .execute();
  },
};
