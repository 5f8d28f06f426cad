import { z } from 'zod';
import type { Self } from './context.ts';
import type { Deed } from './deed.ts';
import { plainWords } from './plain-words.ts';
import { parseShareId } from './private-answer.ts';
import { optionalText, readView, text, viewSchema } from './read-view.ts';

const eventSchema = z.object({
  type: z.literal('event_callback'),
  event_id: text,
  event: z.looseObject({ type: text }),
});

const messageSchema = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: optionalText,
  bot_id: optionalText,
  user: optionalText,
  channel: text,
  channel_type: optionalText,
  ts: text,
  thread_ts: optionalText,
  text: optionalText,
  edited: z.unknown().optional(),
});

const homeSchema = z.object({
  type: z.literal('app_home_opened'),
  user: text,
  channel: optionalText,
  tab: z.enum(['home', 'messages']).catch('home'),
});

const commandSchema = z.object({
  command: text.startsWith('/'),
  text: optionalText,
  channel_id: text,
  channel_name: optionalText,
  user_id: text,
  trigger_id: text,
  response_url: optionalText,
});

const person = z.object({ id: text });

const shortcutSchema = z.object({
  type: z.enum(['message_action', 'shortcut']),
  callback_id: text,
  user: person,
  trigger_id: text,
  action_ts: optionalText,
  response_url: optionalText,
  channel: z.object({ id: text }).optional(),
  message: z.object({ ts: text, thread_ts: optionalText, text: optionalText, user: optionalText }).optional(),
});

const clickSchema = z.object({
  type: z.literal('block_actions'),
  user: person,
  trigger_id: text,
  response_url: optionalText,
  container: z.object({
    type: text,
    message_ts: optionalText,
    channel_id: optionalText,
    thread_ts: optionalText,
    is_ephemeral: z.boolean().nullish(),
  }),
  message: z.object({ thread_ts: optionalText }).optional(),
  view: viewSchema.nullish(),
  actions: z.array(
    z.looseObject({
      action_id: text,
      action_ts: optionalText,
      value: text.nullish(),
      selected_option: z.object({ value: text }).nullish(),
    }),
  ),
});

const submissionSchema = z.object({
  type: z.literal('view_submission'),
  user: person,
  view: viewSchema,
  trigger_id: optionalText,
});

/** Slack itself, which has no bot id. */
const slackbot = 'USLACKBOT';
/** Subtypes of messages in which a person speaks. */
const spoken: ReadonlySet<string> = new Set(['', 'file_share', 'thread_broadcast']);

/**
 * What Slack sent, as something that a person did; null for what is none of the bot's business: its own words and other bots', edits,
 * deletions, joins, whatever it does not know.
 *
 * All of it belongs to the bot's own workspace: the one that the payload names may be the person's, another company's in a channel that is
 * shared with it.
 */
export function readDeed(body: unknown, self: Self): Deed | null {
  return (
    readEvent(body, self) ??
    readCommand(body, self) ??
    readShortcut(body, self) ??
    readClick(body, self) ??
    readForm(body, self)
  );
}

function readEvent(body: unknown, self: Self): Deed | null {
  const callback = eventSchema.safeParse(body);
  if (!callback.success) return null;
  const { event } = callback.data;
  const { workspace } = self;
  const opened = homeSchema.safeParse(event);
  if (opened.success) {
    const { user, tab, channel } = opened.data;
    return { kind: 'home', workspace, key: null, person: user, tab, channel };
  }
  const said = messageSchema.safeParse(event);
  return said.success ? readMessage(said.data, self) : null;
}

function readMessage(said: z.output<typeof messageSchema>, self: Self): Deed | null {
  const { channel, ts, user } = said;
  if (said.bot_id !== '' || user === '' || user === self.user || said.edited != null) return null;
  if (!spoken.has(said.subtype) || user === slackbot) return null;
  const { text: words, named } = plainWords(said.text, self.user);
  return {
    kind: 'message',
    workspace: self.workspace,
    // A mention comes twice, as `app_mention` and as `message`: it is one message.
    key: `message:${channel}:${ts}`,
    person: user,
    channel,
    thread: said.thread_ts || null,
    ts,
    text: words,
    direct: said.channel_type === 'im' || channel.startsWith('D'),
    mentioned: said.type === 'app_mention' || named.includes(self.user),
    toOthers: named.some((id) => id !== self.user),
  };
}

function readCommand(body: unknown, self: Self): Deed | null {
  const read = commandSchema.safeParse(body);
  if (!read.success) return null;
  const { data } = read;
  return {
    kind: 'command',
    workspace: self.workspace,
    key: `command:${data.trigger_id}`,
    person: data.user_id,
    channel: data.channel_id,
    direct: data.channel_name === 'directmessage' || data.channel_id.startsWith('D'),
    name: data.command.slice(1),
    // What a person types behind a command comes escaped as in a message.
    words: plainWords(data.text, '').text,
    trigger: data.trigger_id,
    responseUrl: data.response_url,
  };
}

function readShortcut(body: unknown, self: Self): Deed | null {
  const read = shortcutSchema.safeParse(body);
  if (!read.success || !read.data.channel || !read.data.message) return null;
  const { data } = read;
  const { channel, message } = read.data;
  return {
    kind: 'shortcut',
    workspace: self.workspace,
    key: `shortcut:${data.trigger_id}`,
    person: data.user.id,
    channel: channel.id,
    thread: message.thread_ts || message.ts,
    name: data.callback_id,
    ts: message.ts,
    text: plainWords(message.text, self.user).text,
    author: message.user,
    trigger: data.trigger_id,
    responseUrl: data.response_url,
  };
}

function readClick(body: unknown, self: Self): Deed | null {
  const read = clickSchema.safeParse(body);
  const [action] = read.data?.actions ?? [];
  if (!read.success || !action) return null;
  const { data } = read;
  const { container } = data;
  const id = action.selected_option?.value ?? action.value ?? '';
  const inMessage = container.message_ts !== '' && container.channel_id !== '';
  const shared = parseShareId(id);
  return {
    kind: 'click',
    workspace: self.workspace,
    // An answer is shared once, however often the button is pressed before it goes away.
    key:
      shared === null
        ? `click:${data.user.id}:${container.message_ts || data.view?.id}:${action.action_ts || data.trigger_id}`
        : `share:${data.user.id}:${shared}`,
    person: data.user.id,
    id,
    control: action.action_id,
    trigger: data.trigger_id,
    message: inMessage
      ? {
          channel: container.channel_id,
          thread: container.thread_ts || data.message?.thread_ts || null,
          ts: container.message_ts,
          ephemeral: container.is_ephemeral === true,
          responseUrl: data.response_url,
        }
      : null,
    view: data.view && data.view.type !== 'home' ? readView(data.view) : null,
    home: data.view?.type === 'home' ? data.view.private_metadata : null,
  };
}

function readForm(body: unknown, self: Self): Deed | null {
  const read = submissionSchema.safeParse(body);
  if (!read.success) return null;
  const { user, view, trigger_id: trigger } = read.data;
  return {
    kind: 'submission',
    workspace: self.workspace,
    // Submitting again after a correction is another deed on the same view.
    key: `submission:${user.id}:${view.id}:${trigger || view.hash}`,
    person: user.id,
    view: readView(view),
  };
}
