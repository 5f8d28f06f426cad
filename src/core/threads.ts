/** How many threads of a channel are kept, and how many UTF-16 units of what each began with. */
export const threadLimits = { inChannel: 8, text: 200 } as const;

/** A thread in which the bot spoke. */
export interface Thread {
  /** The platform's name for it, within its channel. */
  readonly thread: string;
  /** What it began with, as far as the bot heard it. */
  readonly text: string;
}

/**
 * The threads of each channel in which the bot spoke last, to be offered when something may be posted there. They are asked for by their
 * channel, so what began a thread is never shown to whoever cannot read there.
 */
export interface ThreadStore {
  /** Makes a thread the newest of its channel. A known one keeps the text that it was first noted with. */
  note(workspace: string, channel: string, thread: Thread): Promise<void>;
  /** Newest first. */
  of(workspace: string, channel: string): Promise<readonly Thread[]>;
}
