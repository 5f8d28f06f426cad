import { createRecent } from '../../core/recent.ts';

/** A thread in which the bot spoke. */
export interface RecentThread {
  readonly ts: string;
  /** What it began with. */
  readonly text: string;
}

/** The threads of each channel in which the bot spoke last, newest first. Kept in memory: they are an offer, nothing rests on them. */
export interface RecentThreads {
  note(workspace: string, channel: string, thread: RecentThread): void;
  of(workspace: string, channel: string): readonly RecentThread[];
}

const maxChannels = 1_000;
const maxThreads = 8;

export function createRecentThreads(): RecentThreads {
  const channels = createRecent<readonly RecentThread[]>(maxChannels);
  const keyOf = (workspace: string, channel: string) => `${workspace} ${channel}`;
  return {
    note(workspace, channel, thread) {
      const key = keyOf(workspace, channel);
      const known = channels.get(key) ?? [];
      if (known.some(({ ts }) => ts === thread.ts)) return;
      channels.set(key, [thread, ...known].slice(0, maxThreads));
    },
    of: (workspace, channel) => channels.get(keyOf(workspace, channel)) ?? [],
  };
}
