import type { App } from '../app.ts';
import { greetingCard } from '../core/greeting-card.ts';
import { chat } from '../platforms/terminal/chat.ts';
import type { World } from '../world.ts';
import { demonstrate } from './demonstrate.ts';
import { isOnSlack } from './slack-settings.ts';

/**
 * Runs every platform whose tokens are set, until somebody asks the process to end; with none set, the terminal chat. With nothing to
 * read that one shows a conversation instead, and says what to do next.
 */
export async function start(world: World, app: App): Promise<number> {
  try {
    if (isOnSlack(app.config) || app.config.DISCORD_TOKEN !== undefined) {
      const { runPlatforms } = await import('./run-platforms.ts');
      await runPlatforms(world, app);
      return 0;
    }
    const bot = await app.bot();
    const count = await chat(world, bot, { greeting: [greetingCard], leave: app.leaveModel });
    if (count === 0 && world.stdin.isTTY !== true) await demonstrate(world, app);
    return 0;
  } finally {
    await app.close();
  }
}
