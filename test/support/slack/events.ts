import type { JsonObject } from '../json.ts';
import type { Delivery } from './delivery.ts';
import type { Channel, ChannelKind, Installation, Workspace } from './model.ts';
import type { Slack } from './slack.ts';

const SUBSCRIPTION: Readonly<Record<ChannelKind, string>> = {
  channel: 'message.channels',
  group: 'message.groups',
  im: 'message.im',
  mpim: 'message.mpim',
};

const HISTORY: Readonly<Record<ChannelKind, string>> = {
  channel: 'channels:history',
  group: 'groups:history',
  im: 'im:history',
  mpim: 'mpim:history',
};

const SCOPES: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  channel_archive: 'channels:read',
  group_archive: 'groups:read',
};

export const historyScope = (channel: Channel): string => HISTORY[channel.kind];

/** A `message` event, whatever its subtype, for every app whose bot is in the channel. */
export function sendMessageEvent(slack: Slack, workspace: Workspace, channel: Channel, event: JsonObject): Delivery[] {
  return botsIn(workspace, channel).flatMap((installation) =>
    send(slack, installation, SUBSCRIPTION[channel.kind], HISTORY[channel.kind], {
      channel: channel.id,
      channel_type: channel.kind,
      event_ts: event['ts'],
      ...event,
      type: 'message',
    }),
  );
}

/** Any other event, for one app. Nothing is sent without the subscription and the scope that the event takes. */
export function sendEvent(
  slack: Slack,
  installation: Installation,
  event: JsonObject & { readonly type: string },
  /** What stands around it in another way. */
  around: JsonObject = {},
): Delivery[] {
  return send(slack, installation, event.type, SCOPES[event.type] ?? null, event, around);
}

export function botsIn(workspace: Workspace, channel: Channel): Installation[] {
  return workspace.installations.filter((installation) => channel.members.has(installation.botUser));
}

function send(
  slack: Slack,
  installation: Installation,
  subscription: string,
  scope: string | null,
  event: JsonObject,
  around: JsonObject = {},
): Delivery[] {
  const { app, workspace, botUser } = installation;
  if (!app.events.has(subscription) || (scope !== null && !app.scopes.has(scope))) return [];
  if (installation.revoked && event['type'] !== 'tokens_revoked' && event['type'] !== 'app_uninstalled') return [];
  return [
    slack.deliver(app, 'events_api', {
      token: 'unused',
      team_id: workspace.id,
      context_team_id: workspace.id,
      context_enterprise_id: workspace.organisation,
      api_app_id: app.id,
      event: { event_ts: slack.ids.ts(), ...event },
      type: 'event_callback',
      event_id: slack.ids.id('Ev'),
      event_time: Math.floor(slack.clock.now() / 1_000),
      authorizations: [
        {
          enterprise_id: workspace.organisation,
          // Slack names the organisation alone where it has installed the app.
          team_id: installation.wide ? null : workspace.id,
          user_id: botUser,
          is_bot: true,
          is_enterprise_install: installation.wide,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${app.id}-${workspace.id}`,
      ...around,
    }),
  ];
}
