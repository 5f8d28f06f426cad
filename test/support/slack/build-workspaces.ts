import type { Ids } from './ids.ts';
import type { App, Channel, ChannelKind, Installation, Workspace } from './model.ts';
import { type AppSpec, type ChannelSpec, everyBotScope, everyEvent, type WorkspaceSpec } from './specs.ts';

export function buildApps(specs: readonly AppSpec[], ids: Ids): App[] {
  return specs.map((spec) => {
    const id = ids.id('A');
    return {
      id,
      name: spec.name,
      appToken: `xapp-1-${id}-test`,
      signingSecret: `signing-secret-of-${id}`,
      clientId: `client-id-of-${id}`,
      clientSecret: `client-secret-of-${id}`,
      scopes: new Set(spec.scopes ?? everyBotScope),
      mostMessages: spec.mostMessages ?? 1_000,
      events: new Set(spec.events ?? everyEvent),
      commands: new Set(spec.commands ?? []),
      shortcuts: new Set(spec.shortcuts ?? []),
    };
  });
}

/** Each workspace with its people, channels and every app installed. */
export function buildWorkspaces(
  specs: readonly WorkspaceSpec[],
  apps: readonly App[],
  appSpecs: readonly AppSpec[],
  ids: Ids,
): Workspace[] {
  return specs.map((spec) => {
    const workspace: Workspace = {
      id: ids.id('T'),
      name: spec.name,
      users: new Map(),
      channels: new Map(),
      installations: [],
      organisation: spec.organisation ?? null,
    };
    for (const name of spec.people ?? []) addUser(workspace, ids, name, null);
    for (const user of workspace.users.values()) user.admin = spec.admins?.includes(user.name) === true;
    for (const name of spec.guests ?? []) addUser(workspace, ids, name, null, { guest: true });
    for (const name of spec.strangers ?? []) addUser(workspace, ids, name, null, { stranger: true, admin: true });
    for (const app of apps) workspace.installations.push(install(workspace, app, ids));
    for (const each of workspace.installations)
      each.revoked = appSpecs.some(({ name, installed }) => name === each.app.name && installed === false);
    for (const channel of spec.channels ?? []) buildChannel(workspace, channel, ids);
    return workspace;
  });
}

function install(workspace: Workspace, app: App, ids: Ids): Installation {
  const botId = ids.id('B');
  const botUser = addUser(workspace, ids, app.name, botId);
  return {
    app,
    workspace,
    botToken: `xoxb-${workspace.id}-${app.id}-test`,
    botUser,
    botId,
    revoked: false,
    wide: false,
  };
}

function addUser(
  workspace: Workspace,
  ids: Ids,
  name: string,
  botId: string | null,
  { guest = false, stranger = false, admin = false } = {},
): string {
  const id = ids.id('U');
  workspace.users.set(id, { id, name, botId, guest, stranger, admin });
  return id;
}

function buildChannel(workspace: Workspace, spec: ChannelSpec, ids: Ids): void {
  const members = [...workspace.users.values()].filter(
    (user) => spec.members?.includes(user.name) ?? !(user.guest || user.stranger),
  );
  const channel = addChannel(
    workspace,
    ids,
    spec.name,
    spec.private === true ? 'group' : 'channel',
    members.map((user) => user.id),
  );
  channel.archived = spec.archived === true;
}

export function addChannel(
  workspace: Workspace,
  ids: Ids,
  name: string,
  kind: ChannelKind,
  members: readonly string[],
): Channel {
  const id = ids.id(kind === 'im' ? 'D' : 'C');
  const channel: Channel = {
    id,
    name,
    kind,
    members: new Set(members),
    archived: false,
    messages: [],
    byTs: new Map(),
    replies: new Map(),
    prompts: null,
    statuses: new Map(),
  };
  workspace.channels.set(id, channel);
  return channel;
}
