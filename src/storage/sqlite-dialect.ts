import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type SelectModifierNode,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { toStoreError } from './sqlite-errors.ts';
import { toStorableText } from './storable.ts';

/** All that is peculiar to SQLite: node:sqlite under kysely, with transactions that begin with the write lock. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;
  readonly #place: string;

  /** @param place what the database is called in errors */
  constructor(database: DatabaseSync, place: string) {
    super({ database: toKyselyDatabase(database, place) });
    this.#database = database;
    this.#place = place;
  }

  override createDriver(): SqliteDriver {
    return new NodeSqliteDriver(this.#database, this.#place);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new WholeLockCompiler();
  }
}

class WholeLockCompiler extends SqliteQueryCompiler {
  /** `for update` and its like are left out: a transaction here has locked every row there is. */
  protected override visitSelectModifier(node: SelectModifierNode): void {
    if (node.modifier === 'Distinct') super.visitSelectModifier(node);
  }
}

class TransactionalAdapter extends SqliteAdapter {
  /** Lets the migrator work in a transaction, whose write lock keeps a second process out. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, place: string) {
    super({ database: toKyselyDatabase(database, place) });
    this.#database = database;
  }

  /** At once, because a lock that is asked for in the middle of a transaction fails without waiting. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite has rolled back by itself where the disk was full. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
}

/** More different statements than the repositories have; a search has one for each number of words. */
const cachedStatements = 200;

function toKyselyDatabase(database: DatabaseSync, place: string): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      if (statements.size >= cachedStatements) statements.clear();
      const statement = toKyselyStatement(
        translated(place, () => database.prepare(sql)),
        place,
      );
      statements.set(sql, statement);
      return statement;
    },
  };
}

function toKyselyStatement(statement: StatementSync, place: string): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translated(place, () => statement.all(...parameters.map(toInput))),
    run: (parameters) => translated(place, () => statement.run(...parameters.map(toInput))),
    iterate: (parameters) => statement.iterate(...parameters.map(toInput)),
  };
}

function translated<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toStoreError(error, place);
  }
}

function toInput(value: unknown): SQLInputValue {
  if (typeof value === 'string') return toStorableText(value);
  if (value === null || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new TypeError(`expected a text, a number or null as a value to store, got ${typeof value}`);
}
