import type { App } from '../app.ts';
import type { Bot } from '../core/bot-events.ts';
import { chat } from '../platforms/terminal/chat.ts';
import type { World } from '../world.ts';

/** The guided questionnaire as a conversation of its own: it ends with the verdict, or when the person leaves. */
export async function guidedCheck(world: World, app: App): Promise<number> {
  try {
    const bot = await app.bot();
    let over = false;
    const watched: Bot = {
      ...bot,
      async handle(incoming) {
        const cards = await bot.handle(incoming);
        over = !(await bot.isChecking(incoming));
        return cards;
      },
    };
    await chat(world, watched, { greeting: [], opening: '/arch-check', isOver: () => over });
    return 0;
  } finally {
    await app.close();
  }
}
