import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { runPlatforms } from '../../src/commands/run-platforms.ts';
import { manifestApp } from '../platforms/slack/manifest-app.ts';
import { person } from '../support/slack/person.ts';
import { startSlack } from '../support/slack/server.ts';
import { createWorld, freshFolder } from '../support/world.ts';
import { running } from './running.ts';

const launch = join(import.meta.dirname, '../../src/launch.js');

async function processAgainst(server: Awaited<ReturnType<typeof startSlack>>, flags: readonly string[] = []) {
  const { botToken, app } = server.installation();
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [...flags, launch, 'start'], {
    cwd: freshFolder(),
    env: {
      PATH: process.env['PATH'] ?? '',
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: app.appToken,
      SLACK_API_URL: server.apiUrl,
      ARCHCHECK_OPERATIONS_PORT: '0',
    },
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  await once(child.stdout, 'data');
  await server.sockets().connected();
  return { child, log: () => log, closed: once(child, 'close') };
}

describe('a bot that is asked to end', () => {
  it('takes nothing new, finishes what it acknowledged, and exits with 0', async () => {
    const server = await startSlack({ apps: [manifestApp(false)] });
    onTestFinished(() => server.close());
    const { child, closed, log } = await processAgainst(server);
    const ana = person(server, { user: 'ana', channel: '#general' });
    await Promise.all(Array.from({ length: 20 }, () => ana.mentions('what is a monolith?').acknowledged));
    child.kill('SIGTERM');
    const [status, signal] = await closed;
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    const posts = server.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts).toHaveLength(20);
    expect(log()).toContain('finishing what is under way');
  });

  it('answers at once what waits for the sake of a limit', async () => {
    const { ana, stop, ended, server } = await running('socket', { ARCHCHECK_PERSON_PER_MINUTE: '1' });
    for (const question of ['what is a monolith?', 'what are microservices?', 'how do microservices scale?'])
      await ana.mentions(question).acknowledged;
    await ana.sees(/archcheck:/);
    stop();
    expect(await ended).toBe(0);
    const posts = server.calls.filter(({ method }) => method === 'chat.postMessage');
    expect(posts).toHaveLength(3);
    expect(posts.filter(({ args }) => JSON.stringify(args).includes('a little longer'))).toHaveLength(1);
  });

  it('still takes what Slack sends once while it finishes, and leaves events to be sent again', async () => {
    const { ana, stop, ended, server, world, exits } = await running('http');
    const held = Promise.withResolvers<void>();
    server.slack.faults.next('chat.postMessage', { kind: 'hold', until: held.promise });
    await ana.mentions('what is a monolith?').acknowledged;
    stop();
    await vi.waitFor(() => expect(world.errors()).toContain('finishing what is under way'));
    const said = ana.mentions('what are microservices?');
    await ana.runs('/arch-ask what is a monolith?').acknowledged;
    await ana.sees(/archcheck \(only visible to you\):/);
    held.resolve();
    expect(await ended).toBe(0);
    expect(exits).toEqual([]);
    const [first] = said.deliveries.flatMap(({ attempts }) => attempts);
    expect(first?.reply).toMatchObject({ ok: false });
  });

  it('leaves to the store what it cannot finish in time', async () => {
    const server = await startSlack({ apps: [manifestApp(false)] });
    onTestFinished(() => server.close());
    const held = Promise.withResolvers<void>();
    server.slack.faults.always('chat.postMessage', { kind: 'hold', until: held.promise });
    const { botToken, app: registered } = server.installation();
    const env = {
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: registered.appToken,
      SLACK_API_URL: server.apiUrl,
    };
    const asked = Promise.withResolvers<void>();
    const exits: number[] = [];
    const world = {
      ...createWorld({ env }),
      onStop: (stop: () => void) => void asked.promise.then(stop),
      exit: (status: number) => void exits.push(status),
    };
    const app = createApp(world, {});
    const ended = runPlatforms(world, app, 20);
    await server.sockets().connected();
    await person(server, { user: 'ana', channel: '#general' }).mentions('what is a monolith?').acknowledged;
    asked.resolve();
    await ended;
    expect(exits).toEqual([0]);
    expect(world.errors()).toMatch(/not all was finished in time/);
    held.resolve();
  });

  it('ends at once when it is asked a second time', async () => {
    const server = await startSlack({ apps: [manifestApp(false)] });
    onTestFinished(() => server.close());
    const { child, closed, log } = await processAgainst(server);
    const held = Promise.withResolvers<void>();
    server.slack.faults.always('chat.postMessage', { kind: 'hold', until: held.promise });
    const ana = person(server, { user: 'ana', channel: '#general' });
    await ana.mentions('what is a monolith?').acknowledged;
    child.kill('SIGTERM');
    while (!log().includes('finishing')) await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await closed).toEqual([null, 'SIGINT']);
    held.resolve();
  });
});

describe('a fault that nobody caught', () => {
  it('is logged without a path, and ends the process with 1', async () => {
    const { fault, exits, world } = await running();
    fault(new Error('something odd'));
    expect(exits).toEqual([1]);
    expect(world.errors()).toMatch(/fault that nobody caught: Error: something odd/);
    expect(world.errors()).not.toContain(import.meta.dirname);
  });

  it('may be a promise that nobody awaits', async () => {
    const server = await startSlack({ apps: [manifestApp(false)] });
    onTestFinished(() => server.close());
    const odd = `process.on('SIGUSR2', () => Promise.reject(new Error('something odd')))`;
    const { child, closed, log } = await processAgainst(server, ['--import', `data:text/javascript,${odd}`]);
    child.kill('SIGUSR2');
    expect(await closed).toEqual([1, null]);
    expect(log()).toMatch(/something odd.*What was acknowledged is in the store/);
  });
});
