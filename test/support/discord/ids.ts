import type { Clock } from '../slack/clock.ts';

const EPOCH = 1_420_070_400_000n;

/** Makes the snowflakes of one server: each later than the one before, and true to the clock. */
export function createIds(clock: Clock) {
  let last = 0n;
  const now = () => (BigInt(clock.now()) - EPOCH) << 22n;
  const take = (next: bigint) => {
    last = next;
    return String(next);
  };
  return {
    next: (): string => take(now() > last ? now() : last + 1n),
    /** For a guild: in a millisecond of its own, so that guilds spread over shards. */
    nextApart: (): string => take(now() > last ? now() : ((last >> 22n) + 1n) << 22n),
  };
}

export type Ids = ReturnType<typeof createIds>;

/** When something was made: in epoch milliseconds, and in ISO 8601 as the API writes it. */
export const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH);
export const timeOf = (id: string): string => new Date(madeAt(id)).toISOString();

export const shardOf = (guildId: string, shards: number): number => Number((BigInt(guildId) >> 22n) % BigInt(shards));
