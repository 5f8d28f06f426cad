import { ChannelType } from 'discord-api-types/v10';
import { z } from 'zod';
import { createRecent } from '../../core/recent.ts';
import type { DiscordApi } from './api.ts';
import { snowflake } from './snowflake.ts';

/** What never changes of a channel. */
export interface Channel {
  readonly id: string;
  /** `plain`: somebody may open a thread on a message there. `other`: one can write there, at the most. */
  readonly kind: 'direct' | 'thread' | 'private thread' | 'plain' | 'other';
  /** The server; null for a direct conversation. */
  readonly guild: string | null;
  /** The channel of a thread. */
  readonly parent: string | null;
}

export interface Channels {
  /** @throws {DiscordCallError} where the bot cannot see it, or it is not there */
  get(id: string): Promise<Channel>;
  /** Remembers a channel that Discord told of unasked. */
  note(data: unknown): void;
}

const maxChannels = 10_000;

const channelSchema = z.object({
  id: snowflake,
  type: z.int(),
  guild_id: snowflake.nullish(),
  parent_id: snowflake.nullish(),
});

const kinds: ReadonlyMap<number, Channel['kind']> = new Map([
  [ChannelType.DM, 'direct'],
  [ChannelType.GuildText, 'plain'],
  [ChannelType.GuildAnnouncement, 'plain'],
  [ChannelType.AnnouncementThread, 'thread'],
  [ChannelType.PublicThread, 'thread'],
  [ChannelType.PrivateThread, 'private thread'],
]);

export function createChannels(api: DiscordApi): Channels {
  const known = createRecent<Channel>(maxChannels);
  const keep = (data: unknown): Channel => {
    const { id, type, guild_id, parent_id } = channelSchema.parse(data);
    const kind = kinds.get(type) ?? 'other';
    const inThread = kind === 'thread' || kind === 'private thread';
    const channel = { id, kind, guild: guild_id ?? null, parent: inThread ? (parent_id ?? null) : null };
    known.set(id, channel);
    return channel;
  };
  return {
    get: async (id) => known.get(id) ?? keep(await api.call('GET', `/channels/${id}`)),
    note(data) {
      // What comes with an interaction may be a part of it only.
      const whole = channelSchema.extend({ guild_id: snowflake }).safeParse(data);
      if (whole.success) keep(whole.data);
    },
  };
}

/** Who can read there: a public thread is as open as its channel, a private one is a room of its own. */
export function roomOf({ kind, parent, id }: Channel): string {
  return kind === 'thread' ? (parent ?? id) : id;
}

export function isThread({ kind }: Channel): boolean {
  return kind === 'thread' || kind === 'private thread';
}
