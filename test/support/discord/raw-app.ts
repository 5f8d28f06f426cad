import { Client, type ClientOptions, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Clock } from '../slack/clock.ts';
import type { DiscordServer } from './server.ts';

export interface RawAppOptions extends Partial<ClientOptions> {
  /** The name of the app; the first one if left out. */
  readonly app?: string;
}

/** A plain discord.js client that runs against the server, unchanged but for its address. Resolves when it is ready. */
export async function startRawApp<Time extends Clock>(
  server: DiscordServer<Time>,
  listen: (client: Client) => void,
  { app, ...options }: RawAppOptions = {},
): Promise<Client> {
  const { ws, rest, ...others } = options;
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel, Partials.Message],
    makeCache: Options.cacheWithLimits(Options.DefaultMakeCacheSettings),
    ...others,
    rest: { api: server.apiUrl, retries: 0, ...rest },
    // Nothing here is worth waiting five seconds between two identifies.
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => undefined }), ...ws },
  });
  listen(client);
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  await client.login(server.app(app).token);
  await ready;
  return client;
}
