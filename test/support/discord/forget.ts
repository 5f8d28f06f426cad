import { dropWhile } from '../slack/forget.ts';
import type { Discord } from './discord.ts';
import { madeAt } from './ids.ts';
import type { Channel } from './model.ts';

/**
 * Lets go of what is older than a time, in epoch milliseconds, so that a run of hours does not fill the memory: messages, threads and files,
 * and what can be used or resumed no more. Whoever changes such a message finds it gone.
 */
export function forget({ guilds, directs, files, interactions, gateway }: Discord, before: number): void {
  const isOld = ({ id }: { readonly id: string }) => madeAt(id) < before;
  const forgetIn = ({ messages, byId }: Channel) => {
    for (const message of messages) {
      if (!isOld(message)) break;
      byId.delete(message.id);
    }
    dropWhile(messages, isOld);
  };
  for (const { channels } of guilds.values()) {
    for (const channel of channels.values()) {
      forgetIn(channel);
      if (channel.thread !== null && channel.messages.length === 0) channels.delete(channel.id);
    }
  }
  for (const direct of directs.values()) forgetIn(direct);
  for (const file of files.values()) if (isOld(file)) files.delete(file.id);
  interactions.forget(before);
  gateway.forget();
}
