import type { EventStore } from '../core/events.ts';

/** True for the first who asks with a key, whatever process it is, until events are forgotten: then it may be news again. */
export type Once = (workspace: string, key: string) => Promise<boolean>;

const leaseMs = 30_000;

/** Kept with the events, since a hint that comes again after each restart is one too many. */
export function createOnce(events: EventStore, platform: string): Once {
  return async (workspace, key) => {
    const claim = await events.claim({ workspace, id: `${platform}/said:${key}`, payload: null }, leaseMs);
    if (claim !== null) await events.done(claim);
    return claim !== null;
  };
}
