/** A workspace's day, in UTC: `2026-11-26`. */
export interface UsageDay {
  readonly workspace: string;
  readonly day: string;
}

/** What a workspace's requests to the model have used on one day. */
export interface Usage {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Set aside for requests that are under way, or that died with their process. */
  readonly reservedTokens: number;
}

export interface UsageStore {
  /** Sets tokens aside if the day's budget still holds them, also among processes. @returns false where it does not */
  reserve(day: UsageDay, tokens: number, budget: number): Promise<boolean>;
  /** Puts what a request has used in the place of what was set aside for it, and counts the request. */
  settle(
    day: UsageDay,
    reserved: number,
    used: { readonly inputTokens: number; readonly outputTokens: number },
  ): Promise<void>;
  /** All zero where nothing was used. */
  get(day: UsageDay): Promise<Usage>;
}
