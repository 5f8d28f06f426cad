import type { Bot } from '../core/bot-events.ts';
import type { Ring } from './alarm.ts';
import type { Refresher } from './refresher.ts';
import { say, type Voice } from './say.ts';

export interface RingParts {
  readonly bot: Bot;
  readonly refresher: Refresher;
  /** @param resumed true where an earlier attempt may have posted part of it already */
  voice(resumed: boolean): Voice;
}

/** Says what has fallen due in the place where it belongs. */
export function createRing({ bot, refresher, voice }: RingParts): Ring {
  return async (job, resumed) => {
    const waking = await bot.wake(job);
    if (waking === null) return;
    const { conversation, message, key } = waking;
    const replies = waking.replies.map((reply) => ({ beside: { conversation, message }, ...reply }));
    await say({ bot, refresher, voice: voice(resumed), workspace: job.workspace, conversation, key }, replies);
  };
}
