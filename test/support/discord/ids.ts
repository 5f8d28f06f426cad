import type { Clock } from '../clock.ts';

const EPOCH = 1_420_070_400_000n;

/** Makes the snowflakes of one server: each later than the one before, and true to the clock. */
export function createIds(clock: Clock) {
  let last = 0n;
  // Guilds are older than all that happens in them.
  let guild = BigInt(clock.now() - 86_400_000) - EPOCH;
  return {
    next(): string {
      const now = (BigInt(clock.now()) - EPOCH) << 22n;
      last = now > last ? now : last + 1n;
      return String(last);
    },
    /** In a millisecond of its own, so that guilds spread over shards. */
    nextGuild(): string {
      guild += 1n;
      return String(guild << 22n);
    },
  };
}

export type Ids = ReturnType<typeof createIds>;

/** When something was made: in epoch milliseconds, and in ISO 8601 as the API writes it. */
export const madeAt = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH);
export const timeOf = (id: string): string => new Date(madeAt(id)).toISOString();

export const shardOf = (guildId: string, shards: number): number => Number((BigInt(guildId) >> 22n) % BigInt(shards));
