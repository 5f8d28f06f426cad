import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkHere } from '../../../src/platforms/discord/commands.ts';
import { type Person, person } from '../../support/discord/person.ts';
import { createDiscord, type DiscordServer } from '../../support/discord/server.ts';
import { freshFolder } from '../../support/world.ts';
import { startKillable } from '../killable.ts';
import type { Needs, PersonName, Player, Stage } from '../scenarios/stage.ts';
import { registerAll, startArchcheck, wayTo } from './archcheck.ts';
import { formFilling, withDirect } from './form-filling.ts';

interface Bot {
  /** Does what has fallen due. */
  ring(): Promise<void>;
  idle(): Promise<void>;
  end(): Promise<void>;
}

/** A little longer than an event belongs to a process that was killed. */
const leaseMs = 31_000;
const dayMs = 86_400_000;

/** The stage for scenarios, on a Discord of our own. */
export async function openStage({ followUps = false, ownProcess = false }: Needs): Promise<Stage> {
  const server = await createDiscord({
    apps: [{ name: 'archcheck', ...(followUps ? { privilegedIntents: ['MessageContent' as const] } : {}) }],
    guilds: [
      {
        name: 'acme',
        people: ['olga', 'ana', 'ben', 'cleo'],
        channels: [{ name: 'general' }, { name: 'secret', members: ['ana', 'cleo', 'archcheck'] }],
      },
    ],
  });
  onTestFinished(() => server.close());
  await registerAll(wayTo(server));
  const data = freshFolder();
  let starts = 0;
  const start = async (): Promise<Bot> => {
    starts += 1;
    if (ownProcess) {
      const order = { ...wayTo(server), data, aheadMs: starts * leaseMs };
      const bot = await startKillable(join(import.meta.dirname, 'archcheck-process.ts'), order);
      return { ...bot, ring: async () => undefined };
    }
    const { idle, ring, stop } = await startArchcheck(server, { data, followUps });
    return { idle, ring, end: stop };
  };
  let bot = await start();
  onTestFinished(() => bot.end());
  const again = async () => {
    await bot.end();
    await server.gateway.disconnected();
    bot = await start();
  };
  return {
    person: (name) => player(server, name),
    async quiet() {
      await server.gateway.taken();
      await bot.idle();
    },
    restart: again,
    async passDays(days) {
      await server.clock.advance(days * dayMs);
      await bot.ring();
    },
    kill: again,
    harm: () => [
      ...server.effects().pings,
      ...server.effects().links.filter(isStrange),
      ...server.problems,
      ...server.refusals().flatMap(({ route, result }) => (isThreadThere(result) ? [] : [route])),
    ],
  };
}

/** Whether a link is anything but one to a message here. */
const isStrange = (link: string) => !link.startsWith('https://discord.com/channels/');

/** The bot learns of a thread on a message by trying to open one. */
function isThreadThere(result: unknown): boolean {
  return JSON.stringify(result).includes('160004');
}

function player(server: DiscordServer, name: PersonName): Player {
  const user: Person = person(server, { user: name, channel: '#general' });
  return {
    goesTo: async (place) => user.goesTo(place === 'direct' ? '@archcheck' : `#${place}`),
    says: async (text) => void user.says(text),
    asks: async (text) => void user.mentions(text),
    replies: async (to, text) => void user.saysInThread(to, text),
    async asksOn(to, text) {
      user.saysInThread(to, `@archcheck ${text}`);
      if (text !== 'summarise') return;
      // Only what a click brings can be shown to one person alone.
      await user.sees(/\[Show the draft\]/);
      await user.clicks('Show the draft').settled;
    },
    async runs(line) {
      const [command = '', ...words] = line.split(' ');
      await user.runs(`/${command}`, optionsOf(command, words.join(' '))).settled;
    },
    checksFrom: async (message) => void (await user.usesCommand(checkHere, message).settled),
    clicks: async (label) => void (await user.clicks(label).settled),
    ...formFilling(user, name),
    // The private message of a command goes away by itself; a form is the only thing that one closes.
    closes: async () => undefined,
    screen: () => withDirect(user),
  };
}

/** What one types behind a command goes into its first option. */
function optionsOf(command: string, words: string): Readonly<Record<string, string>> {
  if (words === '') return {};
  if (command === 'arch-check' && words === 'team') return { who: 'team' };
  const names: Readonly<Record<string, string>> = {
    'arch-ask': 'question',
    'arch-check': 'about',
    'arch-decisions': 'words',
  };
  return { [names[command] ?? 'words']: words };
}
