/** Tells Slack that something was taken, and with it, of a form, what comes next. */
export type Acknowledge = (payload?: object) => Promise<void>;

/** How a deed came to be worked on. */
export interface Circumstances {
  /** True where an earlier attempt may have done part of it. */
  readonly resumed: boolean;
  /** For forms only, and for the first attempt at one; everything else is acknowledged already. */
  readonly acknowledge: Acknowledge;
}
