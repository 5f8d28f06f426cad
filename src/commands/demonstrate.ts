import type { App } from '../app.ts';
import type { Incoming } from '../core/bot-events.ts';
import type { Card } from '../core/card.ts';
import { terminalPlace } from '../platforms/terminal/chat.ts';
import { chosen, keysOf } from '../platforms/terminal/keys.ts';
import { toText } from '../platforms/terminal/render.ts';
import { viewOf } from '../platforms/terminal/view.ts';
import type { World } from '../world.ts';

/** What is typed in the demonstration: one question, and one check of a described situation. */
const script = [
  'Only our search is busy. Do we have to scale the whole monolith for it?',
  '/arch-check 4 teams, live for years, large codebase that is hard to change, one CI pipeline, search needs its own scaling (load tests show it)',
] as const;

/** Plays a short conversation with the real bot and an empty store of its own, and says what to do next. */
export async function demonstrate(world: World, app: App): Promise<void> {
  const { openStore } = await import('../storage/open-store.ts');
  const store = await openStore({ folder: ':memory:', clock: world.now });
  const bot = await app.bot(store);
  let shown: readonly Card[] = [];
  const type = async (line: string, event: Incoming['event']) => {
    shown = await bot.handle({ ...terminalPlace, event });
    const texts = shown.map((card) => `${toText(card, viewOf(world)).trimEnd()}\n\n`);
    world.stdout.write(`you › ${line}\n\n${texts.join('')}`);
  };
  for (const line of script) {
    const words = /^\/arch-check (.*)$/.exec(line)?.[1];
    await type(
      line,
      words === undefined ? { kind: 'message', text: line } : { kind: 'command', name: 'arch-check', words },
    );
  }
  // On with what was taken from the words, then the verdict of what is known.
  for (const wanted of ['check:confirm', 'check:finish']) {
    const key = shown.flatMap(keysOf).find(({ id }) => id === wanted);
    if (key && chosen([key], key.key) !== null) await type(key.key, { kind: 'action', id: key.id });
  }
  await store.close();
  world.stdout.write(
    'Nothing was there to read, so this was a demonstration. Next: run "npm start" in a terminal and ask your own question.\n',
  );
}
