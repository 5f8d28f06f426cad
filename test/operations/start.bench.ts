import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestApp } from '../platforms/slack/manifest-app.ts';
import { realClock } from '../support/clock.ts';
import { createDiscord } from '../support/discord/server.ts';
import { person } from '../support/slack/person.ts';
import { startSlack } from '../support/slack/server.ts';
import { freshFolder } from '../support/world.ts';

const launch = join(import.meta.dirname, '../../src/launch.js');
const mentions = 2_000;
const inFlight = 50;

describe('one copy against a Slack and a Discord of our own', () => {
  it('is ready soon, and small', { timeout: 300_000 }, async () => {
    const server = await startSlack({ apps: [manifestApp(false)], clock: realClock });
    const discord = await createDiscord({ clock: realClock });
    const { botToken, app } = server.installation();
    const cwd = freshFolder();
    const started = performance.now();
    const child = spawn(process.execPath, [launch, 'start'], {
      cwd,
      env: {
        PATH: process.env['PATH'] ?? '',
        SLACK_BOT_TOKEN: botToken,
        SLACK_APP_TOKEN: app.appToken,
        SLACK_API_URL: server.apiUrl,
        DISCORD_TOKEN: discord.app().token,
        DISCORD_API_URL: discord.apiUrl,
        ARCHCHECK_OPERATIONS_PORT: '0',
        ARCHCHECK_PERSON_PER_MINUTE: '0',
        ARCHCHECK_CHANNEL_PER_MINUTE: '0',
        ARCHCHECK_WORKSPACE_PER_MINUTE: '0',
      },
    });
    let log = '';
    child.stderr.on('data', (chunk) => {
      log += String(chunk);
    });
    await once(child.stdout, 'data');
    const url = /health and figures at ([^"\\]+)/.exec(log)?.[1] ?? '';
    const status = (await fetch(`${url}/readyz`)).status;
    const readySeconds = (performance.now() - started) / 1_000;
    expect(status).toBe(200);
    const figures = async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} ([\\d.]+)`, 'm').exec(text)?.[1]);
      return { megabytes: figure('process_resident_memory_bytes') / 1e6, seconds: figure('process_cpu_seconds_total') };
    };
    const before = await figures();
    process.stdout.write(
      `both platforms ready after ${readySeconds.toFixed(2)} s (2 are promised), ${before.megabytes.toFixed(0)} MB idle (200 are promised)\n`,
    );

    const ana = person(server, { user: 'ana', channel: '#general' });
    let said = 0;
    const one = async () => {
      while (said < mentions) {
        said += 1;
        await ana.mentions(`how do microservices scale with ${said} users?`).acknowledged;
      }
    };
    await Promise.all(Array.from({ length: inFlight }, one));
    const after = await figures();
    const busyMs = ((after.seconds - before.seconds) * 1_000) / mentions;
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const bytes = statSync(join(cwd, '.archcheck/archcheck.db')).size;
    process.stdout.write(
      `${after.megabytes.toFixed(0)} MB after ${mentions} answers; each took ${busyMs.toFixed(2)} ms of a processor and ${(bytes / mentions).toFixed(0)} bytes of disk\n`,
    );
    await discord.close();
    await server.close();
  });
});
