import { Client, type ClientOptions, Events, GatewayIntentBits, Options, Partials } from 'discord.js';
import type { Clock } from '../clock.ts';
import { at, parseJson, textOf } from '../json.ts';
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

/** What came over a socket. */
export interface ReceivedPayload {
  readonly op: number;
  readonly name: string;
  readonly seq: number;
  readonly data: unknown;
}

/** One gateway connection without any library; answers nothing by itself. */
export function rawSocket<Time extends Clock>(server: DiscordServer<Time>) {
  const socket = new WebSocket(`${server.discord.origin.replace('http', 'ws')}/?v=10&encoding=json`);
  const received: ReceivedPayload[] = [];
  const watchers = new Set<() => void>();
  socket.addEventListener('message', ({ data }) => {
    const payload = parseJson(String(data));
    received.push({
      op: Number(at(payload, 'op')),
      name: textOf(at(payload, 't')),
      seq: Number(at(payload, 's')),
      data: at(payload, 'd'),
    });
    for (const watcher of [...watchers]) watcher();
  });
  const closed = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
  const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()));
  return {
    received,
    /** Resolves with the code when the server has closed it. */
    closed,
    async send(op: number, d: unknown): Promise<void> {
      await opened;
      socket.send(JSON.stringify({ op, d }));
    },
    /** Resolves with the first payload that is like this. */
    until(isLike: (payload: ReceivedPayload) => boolean): Promise<ReceivedPayload> {
      return new Promise((resolve) => {
        const look = () => {
          const found = received.find(isLike);
          if (found === undefined) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    close: (code = 1000) => socket.close(code),
  };
}
