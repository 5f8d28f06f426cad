import { onTestFinished } from 'vitest';
import type { Store } from '../../../src/core/ports.ts';
import { type Person, person } from '../../support/discord/person.ts';
import { createDiscord, type DiscordServer } from '../../support/discord/server.ts';
import { type AppSpec, defaultApp, type GuildSpec } from '../../support/discord/specs.ts';
import { freshFolder } from '../../support/world.ts';
import { type ArchcheckOptions, registerAll, startArchcheck, wayTo } from './archcheck.ts';

export interface ConversationOptions {
  readonly followUps?: boolean;
  readonly app?: Partial<AppSpec>;
  readonly guilds?: readonly GuildSpec[];
  /** Other apps beside the bot. */
  readonly others?: readonly AppSpec[];
  readonly archcheck?: Pick<ArchcheckOptions, 'env' | 'wait'>;
  /** What stands before the store of the first process. */
  readonly keptIn?: (store: Store) => Store;
}

/** A Discord with the bot in it and two people in #general; all of it ends with the test. */
export async function conversation(options: ConversationOptions = {}) {
  const { followUps = false, app = {}, guilds, others = [], keptIn } = options;
  const privileged = followUps ? { privilegedIntents: ['MessageContent' as const] } : {};
  const server = await createDiscord({
    apps: [{ ...defaultApp, ...privileged, ...app }, ...others],
    ...(guilds === undefined ? {} : { guilds }),
  });
  onTestFinished(() => server.close());
  await registerAll(wayTo(server));
  const data = freshFolder();
  const start = async (more: Pick<ArchcheckOptions, 'shards' | 'keptIn' | 'askedBy' | 'timeoutMs'> = {}) => {
    const archcheck = await startArchcheck(server, { data, followUps, ...options.archcheck, ...more });
    onTestFinished(archcheck.stop);
    return archcheck;
  };
  const archcheck = await start(keptIn === undefined ? {} : { keptIn });
  return {
    server,
    archcheck,
    data,
    /** Starts the bot again, or a second copy of it, on the same store. */
    start,
    /** Resolves when what was done so far has reached the bot, and it is done with it. */
    async quiet(): Promise<void> {
      await server.gateway.taken();
      await archcheck.idle();
    },
    personIn: (user: string, channel: string, guild?: string): Person =>
      person(server, { user, channel, ...(guild === undefined ? {} : { guild }) }),
    ana: person(server, { user: 'ana', channel: '#general' }),
    ben: person(server, { user: 'ben', channel: '#general' }),
  };
}

/** How many messages the bot has posted that everybody there can see, but for the pictures that go with them. */
export function posts(server: Pick<DiscordServer, 'calls'>): number {
  return server.calls.filter(
    ({ route, status, result }) =>
      route === 'POST /channels/:channel/messages' &&
      status === 200 &&
      JSON.stringify(result).includes('"attachments":[]'),
  ).length;
}
