import type { AnswerStore } from '../../core/answers/answer-store.ts';
import type { Bot, Incoming } from '../../core/bot-events.ts';
import type { SettingsStore } from '../../core/channel-settings.ts';
import type { CheckStore } from '../../core/check/check-store.ts';
import type { DecisionStore } from '../../core/decisions/decision-store.ts';
import type { ThreadStore } from '../../core/threads.ts';
import type { Turns } from '../../core/turns.ts';
import type { Log } from '../../log.ts';
import type { Alarm } from '../alarm.ts';
import type { Once } from '../once.ts';
import type { DrawVerdict } from '../pictures.ts';
import type { Refresher } from '../refresher.ts';
import type { DiscordApi } from './api.ts';
import type { Channels } from './channels.ts';
import type { Identity } from './connection.ts';
import type { Sittings } from './form-sitting.ts';
import type { Poster } from './post.ts';

/** What the parts of the adapter share. */
export interface DiscordContext {
  readonly bot: Bot;
  readonly answers: AnswerStore;
  readonly checks: CheckStore;
  readonly decisions: DecisionStore;
  readonly threads: ThreadStore;
  readonly settings: SettingsStore;
  readonly api: DiscordApi;
  readonly channels: Channels;
  readonly poster: Poster;
  readonly refresher: Refresher;
  readonly hasten: Alarm['hasten'];
  readonly sittings: Sittings;
  readonly draw: DrawVerdict;
  readonly self: Identity;
  /** Whether the words of messages reach the bot that do not name it. */
  readonly followUps: boolean;
  /** Whether something is to be explained, or was already. */
  readonly once: Once;
  /** By private message: of two quick clicks the later one shows what stands. */
  readonly turns: Turns;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  readonly log: Log;
}

export const platform = 'discord';

/** Something that a person did, for the core. @param shared true in a channel, where what was said was said to everybody */
export function incoming(
  { workspace, person, guild }: { readonly workspace: string; readonly person: string; readonly guild: string | null },
  conversation: string,
  event: Incoming['event'],
): Incoming {
  return {
    workspace,
    conversation,
    person,
    platform,
    shared: guild !== null,
    verdictButtons: ['change', 'breakdown', 'summary', 'record'],
    event,
  };
}
