import { once } from 'node:events';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { run } from '../../src/cli.ts';
import { manifestApp } from '../platforms/slack/manifest-app.ts';
import { builtIn } from '../support/built-in.ts';
import { person } from '../support/slack/person.ts';
import { startSlack } from '../support/slack/server.ts';
import { createWorld } from '../support/world.ts';

/** `start` as an operator runs it, against a Slack of our own, with the operations port open. */
export async function running(mode: 'socket' | 'http' = 'socket', settings: Record<string, string> = {}) {
  const server = await startSlack({ apps: [manifestApp(true)] });
  onTestFinished(() => server.close());
  const { botToken, app } = server.installation();
  const env = {
    SLACK_BOT_TOKEN: botToken,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: app.appToken } : { SLACK_SIGNING_SECRET: app.signingSecret, PORT: '0' }),
    SLACK_API_URL: server.apiUrl,
    ARCHCHECK_OPERATIONS_PORT: '0',
    LOG_LEVEL: 'debug',
    ...settings,
  };
  const asked = Promise.withResolvers<void>();
  const exits: number[] = [];
  let fault: (error: unknown) => void = () => undefined;
  const world = {
    ...createWorld({ env, input: new Readable({ read: () => undefined }) }),
    onStop: (stop: () => void) => void asked.promise.then(stop),
    onFault(told: (error: unknown) => void) {
      fault = told;
    },
    exit: (status: number) => void exits.push(status),
  };
  const ended = run(['start'], world, builtIn);
  onTestFinished(async () => {
    asked.resolve();
    await ended;
  });
  await Promise.race([once(world.stdout, 'data'), ended]);
  const url = /health and figures at ([^"\\]+)/.exec(world.errors())?.[1] ?? '';
  const slackUrl = /signed requests at (\S+)\)/.exec(world.output())?.[1] ?? '';
  if (mode === 'http') await server.sendTo(slackUrl);
  return {
    server,
    env,
    world,
    ended,
    exits,
    slackUrl,
    stop: () => asked.resolve(),
    fault: (error: unknown) => fault(error),
    ana: person(server, { user: 'ana', channel: '#general' }),
    async get(path: string) {
      const response = await fetch(`${url}${path}`);
      return { status: response.status, text: await response.text() };
    },
    url,
  };
}
