import type { AnswerStore } from '../../core/answers/answer-store.ts';
import type { Bot, Incoming } from '../../core/bot-events.ts';
import type { SettingsStore } from '../../core/channel-settings.ts';
import type { CheckStore } from '../../core/check/check-store.ts';
import type { ThreadStore } from '../../core/threads.ts';
import type { Log } from '../../log.ts';
import type { Alarm } from '../alarm.ts';
import type { DrawVerdict } from '../pictures.ts';
import type { Refresher } from '../refresher.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';
import type { Poster } from './post.ts';

/** Who the bot is in the workspace that it talks to. */
export interface Self {
  readonly workspace: string;
  /** The bot's user id, `U…`. */
  readonly user: string;
}

/** What the parts of the adapter share. */
export interface SlackContext {
  readonly bot: Bot;
  readonly answers: AnswerStore;
  readonly checks: CheckStore;
  readonly api: SlackApi;
  readonly poster: Poster;
  readonly self: Self;
  /** The bot's name, as one writes it behind an @. */
  readonly name: string;
  /** Whether messages in channels reach the bot that do not name it. */
  readonly followUps: boolean;
  readonly threads: ThreadStore;
  readonly refresher: Refresher;
  readonly hasten: Alarm['hasten'];
  /** The workspace's address, with a slash at its end; empty where Slack does not say. */
  readonly url: string;
  /** Whether it may post files. */
  readonly files: boolean;
  readonly draw: DrawVerdict;
  readonly settings: SettingsStore;
  /** How long Slack is left without an acknowledgement of a form, or a form for a button, in milliseconds. */
  readonly acknowledgeMs: number;
  readonly log: Log;
}

export const platform = 'slack';

/** The core's name for a place in Slack: a thread is a conversation of its own. */
export function conversationOf({ channel, thread }: Place): string {
  return thread === null ? channel : `${channel}:${thread}`;
}

/** The place of a conversation. */
export function placeOf(conversation: string): Place {
  const [channel = '', thread = null] = conversation.split(':');
  return { channel, thread };
}

/** The channel of a conversation. */
export function channelOf(conversation: string): string {
  return conversation.replace(/:.*/s, '');
}

/** Something that a person did, for the core. */
export function incoming(
  { workspace, person }: { readonly workspace: string; readonly person: string },
  place: Place,
  event: Incoming['event'],
): Incoming {
  return {
    workspace,
    conversation: conversationOf(place),
    person,
    channel: place.channel,
    platform,
    shared: place.thread !== null,
    verdictButtons: ['change', 'breakdown', 'summary', 'record'],
    event,
  };
}
