import { StoreError } from './store-error.ts';

interface Trouble {
  /** SQLSTATEs of https://www.postgresql.org/docs/current/errcodes-appendix.html (two characters: the whole class), or codes of Node's. */
  readonly codes: readonly string[];
  /** Words of the errors of pg's that have no code. */
  readonly words?: readonly string[];
  /** It goes away by itself in seconds: `lost` where the connection broke, so that it may be unknown what the server still did. */
  readonly passes?: 'lost' | 'undone';
  /** What to do, behind the place's name. */
  readonly says: string;
}

const cannotBeReached =
  'cannot be reached. Start PostgreSQL, or correct the host and the port in DATABASE_URL, then try again.';
const tooSlow =
  'does not answer in time: it is overloaded, or something holds a lock. What was acknowledged is safe. Try again; if it lasts, look at pg_stat_activity.';

const troubles: readonly Trouble[] = [
  { codes: ['ECONNREFUSED'], passes: 'undone', says: cannotBeReached },
  {
    codes: ['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES'],
    says: cannotBeReached,
  },
  {
    codes: ['ETIMEDOUT'],
    words: ['timeout expired', 'Connection terminated due to connection timeout'],
    passes: 'lost',
    says: cannotBeReached,
  },
  {
    codes: ['28P01', '28000'],
    says: 'does not let this user in. Correct the user and the password in DATABASE_URL, or let the user in by pg_hba.conf.',
  },
  {
    codes: [],
    words: ['SASL'],
    says: 'asks for a password, and DATABASE_URL has none. Put the password in: postgres://user:password@host/database.',
  },
  { codes: ['3D000'], says: 'does not exist. Make it with createdb, or name another one in DATABASE_URL.' },
  {
    codes: ['3F000'],
    says: 'has no schema to keep tables in. Make the one that the search_path names, or let this user use the schema public.',
  },
  {
    codes: ['42501'],
    says: 'does not let this user do that. Make the user the owner of the database, or grant it the right to use and create tables in the schema.',
  },
  {
    codes: ['42P01', '42703'],
    says: 'lacks a table or a column that this version needs. Somebody removed it: put back a backup, or name another database in DATABASE_URL.',
  },
  {
    codes: ['25006'],
    says: 'is read-only: it is a standby, or set so. Name the primary in DATABASE_URL, or set default_transaction_read_only to off.',
  },
  {
    codes: ['53100'],
    says: 'cannot grow: the disk is full. What was saved before is kept, this was not saved. Free some space, then try again.',
  },
  {
    codes: ['53300'],
    passes: 'undone',
    says: 'has too many connections. Run fewer copies of archcheck (10 connections each), or raise max_connections.',
  },
  { codes: ['53'], says: 'has run out of memory or another resource. What was saved before is kept. Give it more.' },
  {
    codes: ['57P03'],
    passes: 'undone',
    says: 'is starting or stopping. Nothing that was acknowledged is lost. Try again in a moment.',
  },
  { codes: ['40001', '40P01'], passes: 'undone', says: tooSlow },
  { codes: ['55P03'], passes: 'undone', says: tooSlow },
  { codes: ['57014'], words: ['timeout exceeded when trying to connect'], says: tooSlow },
  { codes: [], words: ['Query read timeout'], passes: 'lost', says: tooSlow },
  {
    // 25P03: the server ended a transaction that did nothing for too long, because this process was held up.
    codes: ['08', '57P01', '57P02', '57P05', '25P03', 'ECONNRESET', 'EPIPE'],
    words: ['Connection terminated', 'not queryable', 'Client was closed'],
    passes: 'lost',
    says: 'went away and has not come back. Nothing that was acknowledged is lost. Start PostgreSQL again, then try again.',
  },
  {
    codes: ['XX001', 'XX002', '58'],
    says: 'reports damage or an error of its disk. Stop archcheck, look at the log of PostgreSQL, and put back a backup.',
  },
  {
    codes: ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_HAS_EXPIRED'],
    words: ['SSL', 'certificate'],
    says: 'and this side do not agree on encryption. Set sslmode in DATABASE_URL as the server wants it.',
  },
];

/** What went wrong with the database, as a sentence that says what to do; any other error as it came. */
export function toStoreError(error: unknown, place: string): unknown {
  const trouble = troubleOf(error);
  return trouble === null ? error : new StoreError(`${place} ${trouble.says}`, { cause: error });
}

/** Whether waiting helps. */
export function isPassing(error: unknown): boolean {
  return error instanceof StoreError && troubleOf(error.cause)?.passes !== undefined;
}

/** Whether the connection broke, so that whatever was under way may or may not have been done. */
export function isLost(error: unknown): boolean {
  return error instanceof StoreError && troubleOf(error.cause)?.passes === 'lost';
}

function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error) || error instanceof StoreError) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const found =
    code === null
      ? troubles.find(({ words }) => words?.some((word) => error.message.includes(word)))
      : (troubles.find(({ codes }) => codes.includes(code)) ??
        troubles.find(({ codes }) => codes.includes(code.slice(0, 2))));
  return found ?? null;
}
