import type { Bot, Incoming, Reply } from '../core/bot-events.ts';
import { remarkCard } from '../core/card.ts';
import { channelOf } from '../core/channel-settings.ts';
import { createPace } from '../core/pace.ts';
import type { Clock } from '../core/ports.ts';
import { createRecent } from '../core/recent.ts';
import type { LimitScope, Measures } from '../measures.ts';

/** Messages a minute, and at once after a pause; 0 for no limit. */
export interface Limits {
  readonly person: number;
  readonly channel: number;
  readonly workspace: number;
}

export interface PacedBotParts {
  readonly bot: Bot;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly measures: Measures;
  /** Waits so many milliseconds, or less where the process is about to end. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What would have to wait longer than this is not answered: the person is told so, and has long gone on. */
const longestWaitMs = 5 * 60_000;
const maxTold = 10_000;

/**
 * Answers more slowly what comes faster than the limits allow, and says so once to each person, not once for each message. Commands, buttons
 * and forms pass: somebody in the middle of a questionnaire does not wait for those who chat.
 */
export function createPacedBot({ bot, limits, clock, measures, wait }: PacedBotParts): Bot {
  const paces = {
    person: createPace(limits.person, clock),
    channel: createPace(limits.channel, clock),
    workspace: createPace(limits.workspace, clock),
  };
  const told = createRecent<'nothing' | 'delayed' | 'dropped'>(maxTold);

  /** True the first time since this person was last within the limits. */
  const isNews = (person: string, outcome: 'delayed' | 'dropped') => {
    const known = told.get(person);
    told.set(person, known === 'dropped' ? known : outcome);
    return known !== outcome && known !== 'dropped';
  };

  return {
    ...bot,
    async handle(incoming, sight, watch) {
      const { event } = incoming;
      // What has no id is asked again silently, to be reminded of a thread.
      if (event.kind !== 'message' || event.id === undefined) return bot.handle(incoming, sight, watch);
      const keys = keysOf(incoming);
      const person = keys[0][1];
      const [scope, ms] = slowest(keys.map(([each, key]) => [each, paces[each].waitMs(key)]));
      if (ms > longestWaitMs) {
        measures.limited(scope, 'dropped');
        return isNews(person, 'dropped') ? [tooMany] : [];
      }
      for (const [each, key] of keys) paces[each].take(key);
      if (ms === 0) {
        told.set(person, 'nothing');
        return bot.handle(incoming, sight, watch);
      }
      measures.limited(scope, 'delayed');
      const isFirst = isNews(person, 'delayed');
      await wait(ms);
      const replies = await bot.handle(incoming, sight, watch);
      return isFirst ? replies.map((reply, at) => (at === 0 ? withNote(reply) : reply)) : replies;
    },
  };
}

type Keys = readonly [person: readonly [LimitScope, string], ...rest: (readonly [LimitScope, string])[]];

/** A thread counts with its channel; a person counts across a whole workspace. */
function keysOf(incoming: Incoming): Keys {
  const { workspace, person } = incoming;
  return [
    ['person', JSON.stringify([workspace, person])],
    ['channel', JSON.stringify([workspace, channelOf(incoming)])],
    ['workspace', workspace],
  ];
}

function slowest(waits: readonly (readonly [LimitScope, number])[]): readonly [LimitScope, number] {
  return waits.reduce((most, each) => (each[1] > most[1] ? each : most), ['person', 0]);
}

const tooMany: Reply = remarkCard(
  'That is more than I can answer now, so I leave out what you have asked just now. Please ask again in a few minutes what still matters to you.',
);

function withNote(reply: Reply): Reply {
  const note = 'So much was asked at once that this took me a little longer. The rest follows one by one.';
  return { ...reply, blocks: [...reply.blocks, { kind: 'note', text: note }] };
}
