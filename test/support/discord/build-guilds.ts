import { GatewayIntentBits, PermissionFlagsBits, type PermissionsString } from 'discord.js';
import type { Ids } from './ids.ts';
import type { App, Channel, ChannelKind, Guild, Overwrite, Role, Thread, User } from './model.ts';
import { type AppSpec, type ChannelSpec, everyday, type GuildSpec, type OverwriteSpec } from './specs.ts';

const bits = (names: readonly PermissionsString[] = []): bigint =>
  names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);

export function buildApps(specs: readonly AppSpec[], ids: Ids): App[] {
  return specs.map((spec) => {
    const id = ids.next();
    const app: App = {
      id,
      name: spec.name,
      // Its first part is the id, as in a real one: libraries read it there.
      token: `${Buffer.from(id).toString('base64url')}.test.token-of-${spec.name}`,
      privilegedIntents: (spec.privilegedIntents ?? []).reduce((sum, name) => sum | GatewayIntentBits[name], 0),
      readsRoleMentions: spec.readsRoleMentions === true,
      commands: new Map(),
      get bot() {
        return bot;
      },
    };
    const bot: User = { id, name: spec.name, app, takesDirectMessages: false };
    return app;
  });
}

/** Each guild with its people, roles and channels; everybody of the same name is the same person in all of them. */
export function buildGuilds(
  specs: readonly GuildSpec[],
  appSpecs: readonly AppSpec[],
  apps: readonly App[],
  ids: Ids,
): Guild[] {
  const people = new Map<string, User>();
  const personCalled = (name: string): User => {
    const user = people.get(name) ?? { id: ids.next(), name, app: null, takesDirectMessages: true };
    people.set(name, user);
    return user;
  };
  return specs.map((spec) => {
    const users = (spec.people ?? ['ana', 'ben', 'cleo']).map(personCalled);
    const id = ids.nextGuild();
    const guild: Guild = {
      id,
      name: spec.name,
      ownerId: users[0]?.id ?? ids.next(),
      roles: new Map(),
      members: new Map(),
      channels: new Map(),
    };
    addRole(guild, { id, name: '@everyone', permissions: bits(spec.everyone ?? everyday), mentionable: false });
    for (const user of [...users, ...apps.map((app) => app.bot)]) {
      guild.members.set(user.id, { user, roles: new Set() });
    }
    for (const [index, app] of apps.entries()) {
      const permissions = bits(appSpecs[index]?.permissions);
      const role = { id: ids.next(), name: app.name, permissions, mentionable: false, botId: app.id };
      give(guild, addRole(guild, role), [app.name]);
    }
    for (const role of spec.roles ?? []) {
      const { name, mentionable = false } = role;
      give(
        guild,
        addRole(guild, { id: ids.next(), name, permissions: bits(role.permissions), mentionable }),
        role.members,
      );
    }
    for (const channel of spec.channels ?? [{ name: 'general' }]) buildChannel(guild, channel, ids);
    return guild;
  });
}

function addRole(guild: Guild, role: Omit<Role, 'position' | 'botId'> & { readonly botId?: string }): Role {
  const added = { botId: null, ...role, position: guild.roles.size };
  guild.roles.set(role.id, added);
  return added;
}

function give(guild: Guild, role: Role, names: readonly string[] = []): void {
  for (const { user, roles } of guild.members.values()) if (names.includes(user.name)) roles.add(role.id);
}

function buildChannel(guild: Guild, spec: ChannelSpec, ids: Ids): Channel {
  const hidden: OverwriteSpec[] =
    spec.members === undefined
      ? []
      : [
          { who: '@everyone', deny: ['ViewChannel'] },
          ...spec.members.map((who): OverwriteSpec => ({ who, allow: ['ViewChannel'] })),
        ];
  const channel = addChannel({ id: ids.next(), kind: spec.kind ?? 'text', name: spec.name, guild });
  channel.overwrites = toOverwrites(guild, [...hidden, ...(spec.overwrites ?? [])]);
  return channel;
}

/** @throws Error if the guild has nobody, and no role, of such a name */
export function toOverwrites(guild: Guild, specs: readonly OverwriteSpec[]): Overwrite[] {
  const byId = new Map<string, Overwrite>();
  for (const { who, allow, deny } of specs) {
    const member = [...guild.members.values()].find(({ user }) => user.name === who);
    const id = member?.user.id ?? [...guild.roles.values()].find((role) => role.name === who)?.id;
    if (id === undefined) throw new Error(`there is nobody and no role called ${who} in ${guild.name}`);
    const before = byId.get(id);
    byId.set(id, {
      id,
      kind: member === undefined ? 'role' : 'member',
      allow: (before?.allow ?? 0n) | bits(allow),
      deny: (before?.deny ?? 0n) | bits(deny),
    });
  }
  return [...byId.values()];
}

export interface NewChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly guild: Guild | null;
  readonly parent?: Channel;
  readonly recipients?: readonly User[];
  readonly thread?: Thread;
}

export function addChannel({ parent, recipients = [], thread, ...rest }: NewChannel): Channel {
  const channel: Channel = {
    ...rest,
    parent: parent ?? null,
    recipients,
    thread: thread ?? null,
    overwrites: [],
    messages: [],
    byId: new Map(),
    typing: new Map(),
  };
  rest.guild?.channels.set(rest.id, channel);
  return channel;
}
