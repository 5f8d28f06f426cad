import type { JsonObject } from '../json.ts';
import type { Delivery, Reply } from './delivery.ts';
import { messageJson } from './message-json.ts';
import { post } from './messages.ts';
import type { Channel, Installation, Message, User, Workspace } from './model.ts';
import { messageInReply, respond } from './respond.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { Slack } from './slack.ts';
import { SlackError } from './slack-error.ts';
import { type View, viewJson } from './views.ts';

/** Who did something, and where. */
export interface Actor {
  readonly slack: Slack;
  readonly workspace: Workspace;
  readonly user: User;
  readonly channel: Channel;
}

/** What Slack itself tells one person. */
function slackbot({ slack, workspace, user, channel }: Actor, text: string): void {
  post(slack, workspace, channel, {
    user: 'USLACKBOT',
    installation: null,
    content: { text, blocks: [], metadata: null },
    visibleTo: user.id,
  });
}

/** @returns null if no app has such a command; the person is told */
export function runCommand(actor: Actor, command: string, text: string): Delivery | null {
  const { slack, workspace, user, channel } = actor;
  const installation = workspace.installations.find(
    ({ app }) => app.commands.has(command) && app.scopes.has('commands'),
  );
  if (installation === undefined) {
    slackbot(
      actor,
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
    return null;
  }
  const target = { installation, channel, user: user.id, source: null };
  const delivery = slack.deliver(installation.app, 'slash_commands', {
    token: 'unused',
    team_id: workspace.id,
    team_domain: workspace.name,
    channel_id: channel.id,
    channel_name: channel.kind === 'im' ? 'directmessage' : channel.kind === 'group' ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: installation.app.id,
    ...(workspace.organisation === null ? {} : { enterprise_id: workspace.organisation }),
    is_enterprise_install: String(installation.wide),
    response_url: responseUrl(slack, target),
    trigger_id: slack.triggers.issue(installation, user.id),
  });
  delivery.settled.then((reply) => afterCommand(actor, target, command, reply));
  return delivery;
}

function afterCommand(actor: Actor, target: ResponseTarget, command: string, reply: Reply): void {
  const failed = (error: string) => slackbot(actor, `${command} failed with the error "${error}"`);
  if (!reply.ok) {
    failed(reply.reason === 'timeout' ? 'operation_timeout' : 'dispatch_failed');
    return;
  }
  const message = messageInReply(reply.payload);
  if (message === null) return;
  try {
    respond(actor.slack, target, message);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    actor.slack.problems.push(`the answer to ${command} was refused: ${error.code} ${JSON.stringify(error.extra)}`);
    failed('invalid_command_response');
  }
}

/** @throws Error if no app has such a message shortcut */
export function runShortcut(actor: Actor, callbackId: string, message: Message | null): Delivery {
  const { slack, workspace, user, channel } = actor;
  const installation = workspace.installations.find(
    ({ app }) => app.shortcuts.has(callbackId) && app.scopes.has('commands'),
  );
  if (installation === undefined) throw new Error(`no app has the shortcut ${callbackId}`);
  const onMessage = (source: Message): JsonObject => ({
    type: 'message_action',
    channel: { id: channel.id, name: channel.name },
    message_ts: source.ts,
    message: messageJson(workspace, channel, source),
    response_url: responseUrl(slack, { installation, channel, user: user.id, source: null }),
  });
  const delivery = slack.deliver(installation.app, 'interactive', {
    ...common(actor, installation, false),
    type: 'shortcut',
    ...(message === null ? {} : onMessage(message)),
    callback_id: callbackId,
    action_ts: slack.ids.ts(),
  });
  delivery.settled.then((reply) => noticed(actor, installation, reply));
  return delivery;
}

/** Something was clicked or chosen in a message, a modal or the App Home. */
export function runAction(actor: Actor, place: Message | View, action: JsonObject): Delivery {
  const { slack } = actor;
  const inView = 'definition' in place;
  const { installation } = place;
  if (installation === null) throw new Error('people post no buttons');
  const delivery = slack.deliver(installation.app, 'interactive', {
    ...common(actor, installation, inView && place.definition['type'] === 'modal'),
    type: 'block_actions',
    ...(inView ? ofView(place) : ofMessage(actor, installation, place)),
    actions: [{ ...action, action_ts: slack.ids.ts() }],
  });
  delivery.settled.then((reply) => noticed(actor, installation, reply));
  return delivery;
}

function ofView(view: View): JsonObject {
  return { container: { type: 'view', view_id: view.id }, view: viewJson(view) };
}

function ofMessage(
  { slack, workspace, channel, user }: Actor,
  installation: Installation,
  message: Message,
): JsonObject {
  const isEphemeral = message.visibleTo !== null;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channel.kind === 'im' ? 'directmessage' : channel.name },
    ...(isEphemeral ? {} : { message: messageJson(workspace, channel, message) }),
    state: { values: message.state },
    response_url: responseUrl(slack, { installation, channel, user: user.id, source: message }),
  };
}

function noticed(actor: Actor, { app }: Installation, reply: Reply): void {
  if (!reply.ok) slackbot(actor, `${app.name} did not respond (${reply.reason}). Please try again.`);
}

/** What every interaction carries. */
export function common({ slack, workspace, user }: Actor, installation: Installation, inModal: boolean): JsonObject {
  return {
    token: 'unused',
    team: { id: workspace.id, domain: workspace.name },
    user: { id: user.id, username: user.name, name: user.name, team_id: workspace.id },
    api_app_id: installation.app.id,
    enterprise: workspace.organisation === null ? null : { id: workspace.organisation, name: workspace.organisation },
    is_enterprise_install: installation.wide,
    trigger_id: slack.triggers.issue(installation, user.id, inModal),
  };
}

function responseUrl(slack: Slack, target: ResponseTarget): string {
  return `${slack.origin}/response/${slack.responseUrls.issue(target)}`;
}

export const nameOf = (workspace: Workspace, user: string): string =>
  user === 'USLACKBOT' ? 'Slackbot' : (workspace.users.get(user)?.name ?? user);
