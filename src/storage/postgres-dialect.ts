import {
  type ColumnDefinitionNode,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type DatabaseMetadataOptions,
  DataTypeNode,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  RawNode,
  sql,
  type TableMetadata,
} from 'kysely';
import { patiently } from './patience.ts';
import { isLost, isPassing, toStoreError } from './postgres-errors.ts';
import { toStorableText } from './storable.ts';

/** What is used of pg's pool. */
export interface Pool {
  connect(): Promise<Client>;
  end(): Promise<void>;
}

export interface Client {
  query(text: string, values: unknown[]): Promise<Answer>;
  /** @param broken it is thrown away */
  release(broken?: boolean): void;
}

interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  /** Of whatever type the query has. */
  readonly rows: never[];
}

/** How long something waits for a server that restarts, or that has no connection left. */
const patienceMs = 10_000;

/**
 * All that is peculiar to PostgreSQL: bytewise text, one schema, and connections that break. A query outside a transaction is asked again
 * when its connection breaks; what is in a transaction is begun again by parallel-commit.ts.
 */
export class PostgresDialect implements Dialect {
  readonly #pool: Pool;
  readonly #place: string;

  /** @param place what the database is called in errors */
  constructor(pool: Pool, place: string) {
    this.#pool = pool;
    this.#place = place;
  }

  createDriver(): Driver {
    return new PoolDriver(this.#pool, this.#place);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new BytewiseCompiler();
  }

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new SchemaIntrospector(db);
  }
}

class BytewiseCompiler extends PostgresQueryCompiler {
  /** Text is compared byte by byte, as in SQLite, whatever the language of the database: in the order of ids a cursor must not jump. */
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const isText = DataTypeNode.is(node.dataType) && node.dataType.dataType === 'text';
    super.visitColumnDefinition(isText ? { ...node, dataType: RawNode.createWithSql('text collate "C"') } : node);
  }
}

class SchemaIntrospector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>;

  constructor(db: Kysely<unknown>) {
    super(db);
    this.#db = db;
  }

  /** Only of the schema that tables are made in: others are none of archcheck's business. */
  override async getTables(options?: DatabaseMetadataOptions): Promise<TableMetadata[]> {
    const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(this.#db);
    const tables = await super.getTables(options);
    return tables.filter((table) => table.schema === rows[0]?.schema);
  }
}

class PoolDriver implements Driver {
  readonly #pool: Pool;
  readonly #place: string;

  constructor(pool: Pool, place: string) {
    this.#pool = pool;
    this.#place = place;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PoolConnection> {
    const connection = new PoolConnection(this.#pool, this.#place);
    await patiently(() => connection.connect(), { patienceMs, passes: isPassing });
    return connection;
  }

  async beginTransaction(connection: PoolConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: PoolConnection): Promise<void> {
    await connection.end('commit');
  }

  async rollbackTransaction(connection: PoolConnection): Promise<void> {
    await connection.end('rollback');
  }

  async releaseConnection(connection: PoolConnection): Promise<void> {
    connection.release();
  }

  destroy(): Promise<void> {
    return this.#pool.end();
  }
}

const brokenTransaction = 'the connection of this transaction broke';

class PoolConnection implements DatabaseConnection {
  readonly #pool: Pool;
  readonly #place: string;
  #client: Client | null = null;
  #inTransaction = false;

  constructor(pool: Pool, place: string) {
    this.#pool = pool;
    this.#place = place;
  }

  async connect(): Promise<Client> {
    try {
      this.#client ??= await this.#pool.connect();
      return this.#client;
    } catch (error) {
      throw toStoreError(error, this.#place);
    }
  }

  async begin(): Promise<void> {
    await this.#ask('begin', []);
    this.#inTransaction = true;
  }

  async end(how: 'commit' | 'rollback'): Promise<void> {
    if (this.#client === null) {
      this.#inTransaction = false;
      // The connection broke, so the server has rolled back by itself.
      if (how === 'rollback') return;
      throw new Error(brokenTransaction);
    }
    const { command } = await this.#ask(how, []).finally(() => {
      this.#inTransaction = false;
    });
    // So it answers where a statement failed and nobody said so.
    if (how === 'commit' && command === 'ROLLBACK') throw new Error('a statement of this transaction failed');
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const ask = (): Promise<Answer> => this.#ask(text, parameters);
    const mayRepeat = !this.#inTransaction && /^select\b/.test(text);
    const { command, rowCount, rows } = await (mayRepeat ? patiently(ask, { patienceMs, passes: isLost }) : ask());
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
    return changes ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error('expected a query that is not streamed');
  }

  release(broken = false): void {
    this.#client?.release(broken);
    this.#client = null;
  }

  async #ask(text: string, parameters: readonly unknown[]): Promise<Answer> {
    if (this.#inTransaction && this.#client === null) throw new Error(brokenTransaction);
    const client = await this.connect();
    try {
      return await client.query(text, parameters.map(toInput));
    } catch (error) {
      const told = toStoreError(error, this.#place);
      if (isLost(told)) this.release(true);
      throw told;
    }
  }
}

function toInput(value: unknown): unknown {
  return typeof value === 'string' ? toStorableText(value) : value;
}
