import type { Clock } from '../clock.ts';
import type { Effects } from './effects.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import type { Ids } from './ids.ts';
import type { Interactions } from './interactions.ts';
import type { App, Attachment, Channel, Guild, User } from './model.ts';

/** All that the parts of the server share. */
export interface Discord {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly apps: readonly App[];
  readonly guilds: Map<string, Guild>;
  /** Direct conversations by their id. */
  readonly directs: Map<string, Channel>;
  readonly files: Map<string, Attachment>;
  readonly faults: Faults;
  readonly gateway: Gateway;
  readonly interactions: Interactions;
  /** Notes what something shown by an app does; kept for good, also when it is changed later. */
  noteEffects(effects: Effects): void;
  /** What only the developer of the app would get to know, such as an interaction that was not answered in time. */
  readonly problems: string[];
  /** To be called after whatever a person could see. */
  changed(): void;
}

export function channelById({ guilds, directs }: Discord, id: string): Channel | null {
  for (const guild of guilds.values()) {
    const channel = guild.channels.get(id);
    if (channel !== undefined) return channel;
  }
  return directs.get(id) ?? null;
}

export function userById({ guilds, directs, apps }: Discord, id: string): User | null {
  for (const guild of guilds.values()) {
    const member = guild.members.get(id);
    if (member !== undefined) return member.user;
  }
  const inDirects = [...directs.values()].flatMap((channel) => channel.recipients);
  return [...inDirects, ...apps.map((app) => app.bot)].find((user) => user.id === id) ?? null;
}
