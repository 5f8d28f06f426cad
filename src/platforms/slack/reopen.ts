import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';

type Client = SocketModeReceiver['client'];

/** After the first, second, … attempt that came to nothing, and from then on after the last one. */
const pausesMs = [0, 1_000, 2_000, 5_000, 15_000, 30_000];
/** A socket that held so long was no failure. */
const heldMs = 10_000;

/**
 * Opens the socket again whenever it closes: at once, since Slack asks for that every few hours and commands fail in between. Bolt's own
 * client waits five seconds first, and ends the process where Slack refuses.
 *
 * @returns ends that, and closes the socket
 */
export function keepOpen(client: Client, log: Log, wait: (ms: number) => Promise<void>): () => Promise<void> {
  let closing = false;
  let reopening = false;
  let failures = 0;
  let openedAt = performance.now();

  async function reopen(): Promise<void> {
    if (performance.now() - openedAt >= heldMs) failures = 0;
    while (!closing) {
      const pauseMs = pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0;
      failures += 1;
      if (pauseMs > 0) await wait(pauseMs);
      if (closing) return;
      try {
        await client.start();
        openedAt = performance.now();
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'the connection broke';
        log.error(
          `Slack does not open the socket again (${reason}); I go on trying. If it lasts, check SLACK_APP_TOKEN and that Socket Mode is on.`,
        );
      }
    }
  }

  client.on('disconnected', () => {
    if (closing || reopening) return;
    reopening = true;
    void reopen().finally(() => {
      reopening = false;
    });
  });
  return async () => {
    closing = true;
    await client.disconnect();
  };
}
