import { Server } from 'node:http';
import { App, LogLevel } from '@slack/bolt';
import type { Clock } from '../clock.ts';
import type { SlackServer } from './server.ts';

export type Mode = 'Socket Mode' | 'signed HTTP';

export interface RunningBoltApp {
  /** Where it listens for signed requests; empty in Socket Mode. */
  readonly url: string;
  stop(): Promise<unknown>;
}

/** A bare Bolt app against the server, with nothing of this product in it. Resolves when it can be reached. */
export async function startBoltApp<Time extends Clock>(
  server: SlackServer<Time>,
  mode: Mode,
  listen: (app: App) => void,
): Promise<RunningBoltApp> {
  const { app: registered, botToken } = server.installation();
  const common = {
    token: botToken,
    clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } },
    logLevel: LogLevel.ERROR,
  };
  const app =
    mode === 'Socket Mode'
      ? new App({ ...common, socketMode: true, appToken: registered.appToken })
      : new App({ ...common, signingSecret: registered.signingSecret });
  listen(app);
  const running = await app.start(0);
  const stop = () => app.stop();
  if (mode === 'Socket Mode') {
    await server.sockets().connected();
    return { url: '', stop };
  }
  const address = running instanceof Server ? running.address() : null;
  if (address === null || typeof address === 'string') throw new Error('Bolt does not listen');
  const url = `http://127.0.0.1:${address.port}/slack/events`;
  await server.sendTo(url);
  return { url, stop };
}
