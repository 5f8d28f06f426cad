import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import { greetingCard } from '../core/greeting-card.ts';
import { chat } from '../platforms/terminal/chat.ts';
import type { World } from '../world.ts';
import { demonstrate } from './demonstrate.ts';

/** Runs the terminal chat. With nothing to read it shows a conversation instead, and says what to do next. */
export async function start(world: World, app: App): Promise<number> {
  for (const name of unsupported(app.config)) {
    world.stderr.write(
      `${name} is set, but this version does not run there yet: starting the terminal chat instead.\n`,
    );
  }
  try {
    const bot = await app.bot();
    const count = await chat(world, bot, { greeting: [greetingCard] });
    if (count === 0 && world.stdin.isTTY !== true) await demonstrate(world, app);
    return 0;
  } finally {
    await app.close();
  }
}

const platformTokens = ['SLACK_BOT_TOKEN', 'DISCORD_TOKEN'] as const;

function unsupported(config: Config): readonly string[] {
  return platformTokens.filter((name) => config[name] !== undefined);
}
