/** Something that a platform sent. The id says what makes it the same thing again: a message's place, an interaction's id. */
export interface IncomingEvent {
  readonly workspace: string;
  readonly id: string;
  /** Plain JSON: all that is needed to take the work up again. Kept until the event is done, then wiped. */
  readonly payload: unknown;
}

/** The right to work on an event until the lease ends. The attempt (1, 2, …) tells it from the claims of others on the same event. */
export interface Claim {
  readonly workspace: string;
  readonly id: string;
  readonly attempt: number;
}

export interface Claimed extends Claim {
  /** When the event first came, in epoch milliseconds. */
  readonly claimedAt: number;
}

export interface ClaimedEvent extends Claimed {
  readonly payload: unknown;
}

/** Which events somebody takes up. */
export interface Whose {
  /** Those whose id begins with one of these and a slash, */
  readonly sources: readonly string[];
  /** and any that came before this, in epoch milliseconds. */
  readonly orBefore: number;
}

/**
 * Events, each worked on by one process at a time and finished once, across all processes on one store. The order of things:
 * `claim` (the event is on the disk) → acknowledge to the platform → work, with `renew` if it takes long → `done`.
 * A process that dies leaves a lease that ends; `takeUp` hands its events, with their payloads, to whoever asks next.
 */
export interface EventStore {
  /** @returns null if it is done, or another claim's lease still runs: then there is nothing to do but acknowledge */
  claim(event: IncomingEvent, leaseMs: number): Promise<Claimed | null>;
  /** Lets the lease end so long from now, sooner or later than it would. @returns false if the event was taken up by somebody else or is done: stop working on it */
  renew(claim: Claim, leaseMs: number): Promise<boolean>;
  /** Marks the event as finished for good and wipes its payload. @returns false as `renew` does */
  done(claim: Claim): Promise<boolean>;
  /**
   * Claims events whose lease has ended, those that came first before others: at start-up and every few seconds. Of all workspaces, because the
   * process serves them all; each event names its own. A high `attempt` tells of an event that kills whoever works on it.
   *
   * @param whose all if left out
   */
  takeUp(limit: number, leaseMs: number, whose?: Whose): Promise<readonly ClaimedEvent[]>;
  /** Forgets events that were done before a time; from then on the same id would be new. @returns how many */
  forget(doneBefore: number): Promise<number>;
}
