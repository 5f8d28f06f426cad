import { objects, textOf } from '../json.ts';
import { nameOf } from './interactions.ts';
import type { Channel, Installation, Message, User, Workspace } from './model.ts';
import { blockLines } from './screen-blocks.ts';
import { readable } from './screen-text.ts';
import type { Slack } from './slack.ts';
import type { View } from './views.ts';

/** What one person sees of a channel: its messages with their threads, and what only they see. */
export function channelScreen(slack: Slack, workspace: Workspace, user: User, channel: Channel): string {
  const visible = channel.messages.filter((message) => isVisible(channel, message, user));
  const roots = visible.filter((message) => message.threadTs === null);
  const lines = roots.flatMap((root) => {
    const replies = (channel.replies.get(root.ts) ?? []).filter((message) => isVisible(channel, message, user));
    const status = statusLines(slack, channel, root);
    return [
      ...messageLines(workspace, root),
      ...[...replies.flatMap((reply) => messageLines(workspace, reply)), ...status].map((line) => `  │ ${line}`),
    ];
  });
  const prompts = channel.prompts;
  const suggested =
    prompts === null
      ? []
      : [...(prompts.title === '' ? [] : [prompts.title]), prompts.prompts.map(({ title }) => `[${title}]`).join(' ')];
  return [title(workspace, user, channel), ...lines, ...suggested].join('\n');
}

function title(workspace: Workspace, user: User, channel: Channel): string {
  if (channel.kind !== 'im') return `#${channel.name}${channel.archived ? ' (archived)' : ''}`;
  return `@${[...channel.members]
    .filter((member) => member !== user.id)
    .map((member) => nameOf(workspace, member))
    .join(', ')}`;
}

export function isVisible(channel: Channel, message: Message, user: User): boolean {
  if (message.visibleTo !== null && message.visibleTo !== user.id) return false;
  return !message.deleted || channel.replies.get(message.ts)?.some((each) => !each.deleted) === true;
}

/** A message: who says it, then its lines. */
export function messageLines(workspace: Workspace, message: Message): string[] {
  const marks = [
    ...(message.visibleTo === null ? [] : ['only visible to you']),
    ...(message.edited ? ['edited'] : []),
    ...(message.stream?.open === true ? ['writing'] : []),
  ];
  const who = `${nameOf(workspace, message.user)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}:`;
  if (message.deleted) return ['(this message was deleted)'];
  const lines = [
    ...(message.blocks.length > 0
      ? blockLines(workspace, message.blocks, message.state)
      : readable(workspace, message.text)
          .split('\n')
          .filter((line) => line !== '')),
    ...message.files.map((file) => `[file: ${textOf(file['title'])}]`),
  ];
  const reactions = [...message.reactions].map(([name, users]) => `:${name}: ${users.size}`);
  const tail = reactions.length === 0 ? [] : [`  ${reactions.join(' ')}`];
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && message.installation === null) return [`${who} ${only}`, ...tail];
  return [who, ...lines.map((line) => `  ${line}`), ...tail];
}

function statusLines(slack: Slack, channel: Channel, root: Message): string[] {
  const status = channel.statuses.get(root.ts);
  return status === undefined || status.until <= slack.clock.now() ? [] : [`… ${status.text}`];
}

/** The modal on top, as a box; nothing if none is open. */
export function modalScreen(slack: Slack, user: User): string {
  const stack = slack.views.stack(user.id);
  const view = stack.at(-1);
  if (view === undefined) return '';
  const { definition, installation } = view;
  const buttons = [
    `[${readable(installation.workspace, definition['close']) || 'Close'}]`,
    ...(definition['submit'] == null ? [] : [`[${readable(installation.workspace, definition['submit'])}]`]),
  ];
  return [
    `┌ ${stack.length > 1 ? '← ' : ''}${readable(installation.workspace, definition['title'])}`,
    ...viewLines(view).map((line) => `│ ${line}`),
    ...(view.errors[''] === undefined ? [] : [`│ ! ${view.errors['']}`]),
    `└ ${buttons.join(' ')}`,
  ].join('\n');
}

export function homeScreen(slack: Slack, installation: Installation, user: User): string {
  const view = slack.views.home(installation, user.id);
  return [`@${installation.app.name} › Home`, ...(view === null ? [] : viewLines(view))].join('\n');
}

function viewLines(view: View): string[] {
  return blockLines(view.installation.workspace, objects(view.definition['blocks']), view.state, view.errors);
}
