import type { SlackContext } from './context.ts';
import type { Place } from './deed.ts';

/** The line under a message while the bot works. It is an ornament: without it the answer comes all the same. */
export async function showStatus({ api, log }: SlackContext, { channel, thread }: Place): Promise<void> {
  try {
    await api.call('assistant.threads.setStatus', {
      channel_id: channel,
      thread_ts: thread,
      status: 'is reading the document…',
    });
  } catch (error) {
    log.debug(`no status shown: ${String(error)}`);
  }
}
