import type { Channel } from './model.ts';
import type { Slack } from './slack.ts';

/**
 * Lets go of what is older than a time, in epoch milliseconds, so that a run of hours does not fill the memory: messages with their threads,
 * what can be used no more. Whoever changes such a message finds it gone.
 */
export function forget({ workspaces, triggers, responseUrls }: Slack, before: number): void {
  triggers.forget(before);
  responseUrls.forget(before);
  for (const { channels } of workspaces) for (const channel of channels.values()) forgetIn(channel, before);
}

function forgetIn({ messages, byTs, replies, statuses }: Channel, before: number): void {
  const isOld = (ts: string) => Number(ts) * 1_000 < before;
  for (const { ts } of messages) {
    if (!isOld(ts)) break;
    byTs.delete(ts);
  }
  dropWhile(messages, ({ ts }) => isOld(ts));
  for (const [root, thread] of replies) {
    const live = thread.filter(({ ts }) => !isOld(ts));
    if (live.length === 0) replies.delete(root);
    else if (live.length < thread.length) replies.set(root, live);
  }
  for (const [thread, { until }] of statuses) if (until < before) statuses.delete(thread);
}

/** Takes the beginning off a list that is in the order of time. */
export function dropWhile<Item>(items: Item[], isOld: (item: Item) => boolean): void {
  const first = items.findIndex((item) => !isOld(item));
  items.splice(0, first === -1 ? items.length : first);
}
