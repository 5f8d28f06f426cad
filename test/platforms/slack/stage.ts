import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Deed, Person } from '../../support/slack/person.ts';
import { person } from '../../support/slack/person.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';
import { freshFolder } from '../../support/world.ts';
import { startKillable } from '../killable.ts';
import type { Needs, PersonName, Player, Stage } from '../scenarios/stage.ts';
import { type Mode, reached, startArchcheck, wayTo } from './archcheck.ts';
import { manifestApp } from './manifest-app.ts';

interface Bot {
  /** Does what has fallen due. */
  ring(): Promise<void>;
  idle(): Promise<void>;
  end(): Promise<void>;
}

/** The stage for scenarios, on a Slack of our own. */
export async function openStage(mode: Mode, { followUps = false, ownProcess = false }: Needs): Promise<Stage> {
  const server = await startSlack({
    apps: [manifestApp(followUps)],
    workspaces: [
      {
        name: 'acme',
        people: ['ana', 'ben', 'cleo'],
        channels: [{ name: 'general' }, { name: 'secret', private: true, members: ['ana', 'cleo', 'archcheck'] }],
      },
    ],
  });
  onTestFinished(() => server.close());
  const data = freshFolder();
  let starts = 0;
  const start = async (): Promise<Bot> => {
    starts += 1;
    if (ownProcess) {
      const order = { ...wayTo(server, mode), data, aheadMs: starts * leaseMs };
      const { said, ...bot } = await startKillable(join(import.meta.dirname, 'archcheck-process.ts'), order);
      await reached(server, said === '' ? null : said);
      return { ...bot, ring: async () => undefined };
    }
    const { idle, ring, stop } = await startArchcheck(server, mode, { data });
    return { idle, ring, end: stop };
  };
  let bot = await start();
  onTestFinished(() => bot.end());
  const again = async () => {
    await bot.end();
    bot = await start();
  };
  return {
    person: (name) => player(server, name),
    async quiet() {
      await settled(server);
      await bot.idle();
    },
    restart: again,
    async passDays(days) {
      await server.clock.advance(days * dayMs);
      await bot.ring();
    },
    kill: again,
    harm: () => [...server.effects().pings, ...server.effects().links.filter(isStrange), ...server.problems],
  };
}

/** Whether a link is anything but one to a message here. */
const isStrange = (link: string) => !link.startsWith('https://acme.slack.com/archives/');

const dayMs = 86_400_000;
/** A little longer than an event belongs to a process that was killed. */
const leaseMs = 31_000;

function player(server: SlackServer, name: PersonName): Player {
  const user: Person = person(server, { user: name, channel: '#general' });
  const done = async ({ acknowledged }: Deed) => void (await acknowledged);
  return {
    goesTo: async (place) => user.goesTo(place === 'direct' ? '@archcheck' : `#${place}`),
    says: (text) => done(user.says(text)),
    asks: (text) => done(user.mentions(text)),
    replies: (to, text) => done(user.replies(to, text)),
    asksOn: (to, text) => done(user.replies(to, `@archcheck ${text}`)),
    runs: (line) => done(user.runs(`/${line}`)),
    checksFrom: (message) => done(user.usesShortcut('arch_check', message)),
    clicks: (label) => done(user.clicks(label)),
    chooses: (option, field) => done(user.chooses(option, field)),
    fills: (field, text) => done(user.fills(field, text)),
    submits: () => done(user.submits()),
    closes: () => done(user.closes()),
    screen: () => user.screen(),
  };
}

/** Resolves when everything that was sent to the bot has been taken. */
async function settled(server: SlackServer): Promise<void> {
  await Promise.all(server.deliveries.map((delivery) => delivery.settled));
}
