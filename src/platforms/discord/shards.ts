import { UserError } from '../../core/errors.ts';

/** Which part of the servers this process serves. */
export interface Shards {
  /** How many there are in all; null for as many as Discord recommends. */
  readonly count: number | null;
  /** Those of this process, the first to the last; null for all. */
  readonly own: { readonly start: number; readonly end: number } | null;
}

/**
 * Reads `4` (four shards, all in this process) and `0-1/4` (the first two of four).
 *
 * @throws {UserError} where they are not below the number of all
 */
export function parseShards(text: string | undefined): Shards {
  if (text === undefined) return { count: null, own: null };
  const [, start, end, all] = /^(?:(\d+)-(\d+)\/)?(\d+)$/.exec(text) ?? [];
  const count = Number(all);
  const own = start === undefined ? null : { start: Number(start), end: Number(end) };
  if (count > 0 && (own === null || (own.start <= own.end && own.end < count))) return { count, own };
  throw new UserError(
    `DISCORD_SHARDS: expected a number from 1, or the first and the last shard of this process, both below the number of all, for example 0-1/4; got ${JSON.stringify(text)}`,
  );
}
