import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../../src/cli.ts';
import { commands } from '../../../src/platforms/discord/commands.ts';
import { invitation, leastPermissions, permissions } from '../../../src/platforms/discord/permissions.ts';
import { builtIn } from '../../support/built-in.ts';
import { person } from '../../support/discord/person.ts';
import { createDiscord, type DiscordOptions } from '../../support/discord/server.ts';
import { startSlack } from '../../support/slack/server.ts';
import { archcheck, createWorld } from '../../support/world.ts';
import { manifestApp } from '../slack/manifest-app.ts';

async function discordOf(options: DiscordOptions = {}) {
  const server = await createDiscord(options);
  onTestFinished(() => server.close());
  const { token, id } = server.app();
  const env: Record<string, string> = { DISCORD_TOKEN: token, DISCORD_API_URL: server.apiUrl };
  return { server, env, id, register: () => archcheck(['discord', 'register'], { env }) };
}

const folded = (text: string) => text.replace(/\s+/g, ' ');

test('register says what changed, and changes nothing the second time', async () => {
  const { server, env, id, register } = await discordOf();
  const first = await register();
  expect(first.status).toBe(0);
  expect(first.output.match(/^added {6}/gm)).toHaveLength(commands.length);
  expect(first.output).toContain(invitation(id));
  const puts = () => server.calls.filter(({ route }) => route.startsWith('PUT ')).length;
  expect(puts()).toBe(1);
  const second = await register();
  expect(second.output.match(/^unchanged {2}/gm)).toHaveLength(commands.length);
  expect(puts()).toBe(1);
  await fetch(`${server.apiUrl}/v10/applications/${id}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${env['DISCORD_TOKEN']}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      { ...commands[0], description: 'Something else' },
      { type: 1, name: 'old-one', description: 'From an older version' },
    ]),
  });
  const mended = await register();
  expect(mended.output).toMatch(/^changed {4}arch-ask$/m);
  expect(mended.output).toMatch(/^added {6}arch-check$/m);
  expect(mended.output).toMatch(/^removed {4}old-one$/m);
});

test('register for one server leaves the others alone', async () => {
  const { server, env, id } = await discordOf();
  const { status } = await archcheck(['discord', 'register', '--guild', server.guild().id], { env });
  expect(status).toBe(0);
  const there = server.app().commands;
  expect(there.get(server.guild().id)).toHaveLength(commands.length);
  expect(there.get('') ?? []).toEqual([]);
  expect((await archcheck(['discord', 'register', '--guild', 'acme'], { env })).status).toBe(2);
  const { output } = await archcheck(['doctor'], { env });
  expect(folded(output)).toMatch(/ok discord .*the commands are up to date in the server \d+ alone/);
  expect(id).toBe(server.app().id);
});

test('register says whose move it is without a token, with a wrong one, and with another application', async () => {
  const { env, id } = await discordOf();
  const without = await archcheck(['discord', 'register']);
  expect(without.errors).toMatch(/DISCORD_TOKEN is not set\. Make an application/);
  const wrong = await archcheck(['discord', 'register'], { env: { ...env, DISCORD_TOKEN: 'wrong' } });
  expect(wrong.status).toBe(1);
  expect(wrong.errors).toMatch(/Discord does not take the bot's token .*DISCORD_TOKEN/);
  const other = await archcheck(['discord', 'register'], {
    env: { ...env, DISCORD_APPLICATION_ID: '112233445566778899' },
  });
  expect(other.errors).toContain(`the token belongs to the application ${id}`);
});

test('doctor tries the token, the commands, the intent, and the permissions in a channel', async () => {
  const { server, env, register } = await discordOf({
    guilds: [
      {
        name: 'acme',
        people: ['ana'],
        channels: [
          { name: 'general' },
          { name: 'quiet', overwrites: [{ who: 'archcheck', deny: ['CreatePublicThreads'] }] },
          { name: 'hidden', members: ['ana'] },
        ],
      },
    ],
  });
  const doctor = async (...args: string[]) => {
    const { status, output } = await archcheck(['doctor', ...args], { env });
    return { status, output: folded(output) };
  };
  const stale = await doctor();
  expect(stale.status).toBe(1);
  expect(stale.output).toMatch(
    /fail discord The registered commands are not those of this version .*archcheck discord register/,
  );
  await register();
  const whole = await doctor('--channel', server.channel('general').id);
  expect(whole.output).toMatch(
    /ok discord @archcheck: the token holds, the commands are up to date, replies in threads need a mention; it may do everything that it needs in the channel/,
  );
  expect(whole.status).toBe(0);
  expect((await doctor('--channel', server.channel('quiet').id)).output).toMatch(
    /fail discord In the channel \d+ the bot lacks “Create Public Threads” \(so that it can answer in a thread/,
  );
  expect((await doctor('--channel', server.channel('hidden').id)).output).toMatch(
    /fail discord The bot cannot see the channel \d+\./,
  );
  const intent = await archcheck(['doctor'], { env: { ...env, DISCORD_MESSAGE_CONTENT: 'true' } });
  expect(folded(intent.output)).toMatch(/fail discord DISCORD_MESSAGE_CONTENT is set, but .*take the setting out/);
});

test('start runs on Slack and Discord together, and ends when it is asked to', async () => {
  const { server, env, register } = await discordOf();
  await register();
  const slack = await startSlack({ apps: [manifestApp(false)] });
  onTestFinished(() => slack.close());
  const { botToken, app } = slack.installation();
  const asked = Promise.withResolvers<void>();
  const world = {
    ...createWorld({
      env: { ...env, SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: app.appToken, SLACK_API_URL: slack.apiUrl },
      input: new Readable({ read: () => undefined }),
    }),
    onStop: (stop: () => void) => void asked.promise.then(stop),
  };
  const ended = run(['start'], world, builtIn);
  await once(world.stdout, 'data');
  const ana = person(server, { user: 'ana', channel: '#general' });
  ana.mentions('what is a monolith?');
  await ana.sees(/\[👍\]/);
  asked.resolve();
  expect(await ended).toBe(0);
  expect(world.output()).toBe('archcheck runs on Slack (Socket Mode) and Discord (@archcheck). Ctrl-C ends it.\n');
  await server.gateway.disconnected();
});

test('start says whose move it is where Discord does not let it in', async () => {
  const { env } = await discordOf();
  const wrong = await archcheck(['start'], { env: { ...env, DISCORD_TOKEN: 'wrong' } });
  expect(wrong).toMatchObject({ status: 1, output: '' });
  expect(wrong.errors).toMatch(/Discord does not take the bot.s token.*DISCORD_TOKEN/);
  expect(wrong.errors).not.toContain('"wrong"');
  const intent = await archcheck(['start'], { env: { ...env, DISCORD_MESSAGE_CONTENT: 'true' } });
  expect(intent.errors).toMatch(/DISCORD_MESSAGE_CONTENT is set, but Discord does not grant/);
  const shards = await archcheck(['start'], { env: { ...env, DISCORD_SHARDS: '3-1/4' } });
  expect(shards.errors).toMatch(/DISCORD_SHARDS: expected .*0-1\/4; got "3-1\/4"/);
});

test('the README explains every permission, and its invitation asks for no other', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  for (const { name, why } of permissions) expect(readme).toContain(`| ${name} | ${why} |`);
  expect(readme).toContain(`permissions=${leastPermissions}`);
});
