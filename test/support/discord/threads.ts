import { MessageType } from 'discord.js';
import { addChannel } from './build-guilds.ts';
import type { Discord } from './discord.ts';
import { tellChannel, tellThreadMembers } from './events.ts';
import { EMPTY, post } from './messages.ts';
import type { Channel, Message, User } from './model.ts';
import { sees } from './permissions.ts';

export interface NewThread {
  readonly name: string;
  readonly owner: User;
  readonly archiveMinutes?: number;
  readonly isPrivate?: boolean;
}

/** Opens a thread on a message: it has the message's id, and begins with a message that only points to it. */
export function openThreadOn(discord: Discord, message: Message, made: NewThread): Channel {
  const thread = add(discord, message.channel, message.id, made);
  message.thread = thread;
  post(discord, thread, {
    author: message.author,
    content: EMPTY,
    type: MessageType.ThreadStarterMessage,
    reference: { channelId: message.channel.id, messageId: message.id },
  });
  return thread;
}

/** Opens a thread in a channel, which says so unless it is a private one. */
export function openThread(discord: Discord, parent: Channel, made: NewThread): Channel {
  const thread = add(discord, parent, discord.ids.next(), made);
  if (made.isPrivate === true || parent.kind === 'forum') return thread;
  post(discord, parent, {
    author: made.owner,
    content: { ...EMPTY, content: thread.name, allowedMentions: {} },
    type: MessageType.ThreadCreated,
    reference: { channelId: thread.id, messageId: null },
  });
  return thread;
}

/** Brings somebody into a thread; a private one is new to an app that was not in it. */
export function join(discord: Discord, channel: Channel, user: User): void {
  const { thread } = channel;
  if (thread === null || thread.members.has(user.id)) return;
  const isNew = !sees(channel, user);
  thread.members.add(user.id);
  if (isNew && user.app !== null) tellChannel(discord, 'THREAD_CREATE', channel, { apps: [user.app] });
  tellThreadMembers(discord, channel, [user], []);
  discord.changed();
}

function add(discord: Discord, parent: Channel, id: string, made: NewThread): Channel {
  const { name, owner, archiveMinutes = 4_320, isPrivate = false } = made;
  const thread = addChannel({
    id,
    kind: isPrivate ? 'privateThread' : parent.kind === 'announcement' ? 'announcementThread' : 'publicThread',
    name,
    guild: parent.guild,
    parent,
    thread: {
      ownerId: owner.id,
      members: new Set([owner.id]),
      archived: false,
      locked: false,
      archiveMinutes,
      changedAt: discord.clock.now(),
    },
  });
  tellChannel(discord, 'THREAD_CREATE', thread, { more: { newly_created: true } });
  discord.changed();
  return thread;
}
