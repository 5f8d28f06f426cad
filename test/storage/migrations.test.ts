import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { describe, expect, it } from 'vitest';
import { postgresMigrations } from '../../src/storage/migrations.ts';

/** What a process of the version before does not notice. */
const additions = [
  /^create table /,
  /^create (?:unique )?index /,
  // Null, or with a default: the version before inserts rows without it.
  /^alter table \S+ add column (?:(?!not null).)*$/,
  /^alter table \S+ add column .*default.*$/,
  // What is only PostgreSQL's.
  /^do \$\$ begin\s+if exists .*create extension if not exists \w+;\s+create index /s,
];

/** The statements of a change. */
async function statementsOf(name: string): Promise<readonly string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (any) => new PostgresIntrospector(any),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void statements.push(query.sql.trim()),
  });
  await postgresMigrations[name]?.up(db);
  return statements;
}

describe('the changes of the schema', () => {
  it.each(Object.keys(postgresMigrations))('%s only adds, so that the version before goes on working', async (name) => {
    const statements = await statementsOf(name);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((statement) => !additions.some((addition) => addition.test(statement)))).toEqual([]);
  });

  it.each([
    'alter table "checks" drop column "title"',
    'alter table "checks" add column "owner" text not null',
    'drop table "checks"',
    'update "checks" set "title" = $1',
  ])('would not be this one: %s', (statement) => {
    expect(additions.some((addition) => addition.test(statement))).toBe(false);
  });
});
