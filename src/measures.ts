/** What became of something that a platform sent. */
export type EventOutcome =
  /** Written down and worked on; `known` came again, `resumed` was left over by an earlier attempt. */
  | 'taken'
  | 'known'
  | 'resumed'
  | 'done'
  /** It is tried again; after too many times, or too long, it is `given-up`. */
  | 'failed'
  | 'given-up'
  /** Left to another copy, which took it over while this one was held up. */
  | 'taken-over'
  /** Given up, because no copy serves the platform that it came from. */
  | 'unserved'
  /** Not taken, because too much waits: the platform sends it again. */
  | 'refused'
  /** Written down for later, because too much waits and the platform does not send it again. */
  | 'kept';

/** Whose limit somebody was slowed down by. */
export type LimitScope = 'person' | 'channel' | 'workspace';

/**
 * What is counted of the running bot. Nothing that people wrote, and no id of theirs: every text here is one of a few, so that the
 * figures have a bound.
 */
export interface Measures {
  /** @param ms from the arrival until the platform was told */
  acknowledged(platform: string, ms: number): void;
  event(platform: string, outcome: EventOutcome): void;
  /** How much is acknowledged and not yet done. */
  waiting(count: number): void;
  answered(status: string, mode: string): void;
  /** The verifier held a sentence back. @param rule the name of the rule */
  heldBack(rule: string): void;
  /** @param operation for example `events.claim` */
  stored(operation: string, ms: number, ok: boolean): void;
  /** @param outcome `dropped` past the longest wait */
  limited(scope: LimitScope, outcome: 'delayed' | 'dropped'): void;
  /** @param outcome one of a few words: `ok`, `timeout`, `refused` … */
  modelAsked(asked: {
    readonly ms: number;
    readonly outcome: string;
    readonly tokensIn: number;
    readonly tokensOut: number;
  }): void;
}

/** For whoever counts nothing. */
export const unmeasured: Measures = {
  acknowledged: () => undefined,
  event: () => undefined,
  waiting: () => undefined,
  answered: () => undefined,
  heldBack: () => undefined,
  stored: () => undefined,
  limited: () => undefined,
  modelAsked: () => undefined,
};
