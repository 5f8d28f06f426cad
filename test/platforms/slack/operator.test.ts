import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../../../src/cli.ts';
import { files, followUps, scopes } from '../../../src/platforms/slack/scopes.ts';
import { builtIn } from '../../support/built-in.ts';
import { person } from '../../support/slack/person.ts';
import { startSlack } from '../../support/slack/server.ts';
import { archcheck, createWorld, freshFolder } from '../../support/world.ts';
import { manifestApp } from './manifest-app.ts';

async function slackOf(spec = manifestApp(false)) {
  const server = await startSlack({ apps: [spec] });
  onTestFinished(() => server.close());
  const { botToken, app } = server.installation();
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: app.appToken, SLACK_API_URL: server.apiUrl };
  return { server, env };
}

test('start runs on Slack when its tokens are set, and ends when it is asked to', async () => {
  const { server, env } = await slackOf();
  const asked = Promise.withResolvers<void>();
  const world = {
    ...createWorld({ env, input: new Readable({ read: () => undefined }) }),
    onStop: (stop: () => void) => void asked.promise.then(stop),
  };
  const ended = run(['start'], world, builtIn);
  await once(world.stdout, 'data');
  const ana = person(server, { user: 'ana', channel: '#general' });
  ana.mentions('what is a monolith?');
  await ana.sees(/\[👍\]/);
  asked.resolve();
  expect(await ended).toBe(0);
  expect(world.output()).toMatch(/^archcheck runs on Slack \(Socket Mode\)\. Ctrl-C ends it\.\n$/);
});

test('start says whose move it is where Slack does not let it in', async () => {
  const { env } = await slackOf();
  const wrongBot = await archcheck(['start'], { env: { ...env, SLACK_BOT_TOKEN: 'xoxb-wrong' } });
  expect(wrongBot).toMatchObject({ status: 1, output: '' });
  expect(wrongBot.errors).toMatch(/Slack no longer takes the bot's token .*SLACK_BOT_TOKEN/);
  const wrongApp = await archcheck(['start'], { env: { ...env, SLACK_APP_TOKEN: 'xapp-wrong' } });
  expect(wrongApp.status).toBe(1);
  expect(wrongApp.errors).toMatch(/Slack does not open a socket .*Check SLACK_APP_TOKEN/);
});

test('doctor tries the tokens, the scopes and Socket Mode', async () => {
  const { env } = await slackOf();
  const { status, output } = await archcheck(['doctor'], { env });
  expect(output).toMatch(/ok +slack +@archcheck in acme: the token holds, every scope is there, Socket Mode opens/);
  expect(status).toBe(0);
});

test('doctor names a missing scope with what it is for, and a wrong app token', async () => {
  const least = manifestApp(false);
  const { env } = await slackOf({ ...least, scopes: (least.scopes ?? []).filter((name) => name !== 'groups:read') });
  const lacking = await archcheck(['doctor'], { env });
  expect(lacking.status).toBe(1);
  expect(lacking.output.replace(/\s+/g, ' ')).toMatch(
    /fail slack The bot token lacks groups:read \(so that it can ask who is in a private channel/,
  );
  const { env: whole } = await slackOf();
  const wrong = await archcheck(['doctor'], { env: { ...whole, SLACK_APP_TOKEN: 'xapp-wrong' } });
  expect(wrong.output.replace(/\s+/g, ' ')).toMatch(/fail slack Slack does not take SLACK_APP_TOKEN/);
  expect(wrong.output).not.toContain('xapp-wrong');
});

test('a token of a whole organisation is refused, whose workspaces would see each other’s data', async () => {
  const { server, env } = await slackOf();
  Object.assign(server.installation(), { wide: true });
  const doctor = await archcheck(['doctor'], { env });
  expect(doctor.output.replace(/\s+/g, ' ')).toMatch(
    /fail slack SLACK_BOT_TOKEN is for a whole organisation.*take it out/i,
  );
  const start = await archcheck(['start'], { env });
  expect(start).toMatchObject({ status: 1, errors: expect.stringMatching(/is for a whole organisation/) });
});

test('the manifest asks for the least, and for more only with --follow-ups', async () => {
  const { status, output } = await archcheck(['slack', 'manifest'], { cwd: freshFolder() });
  expect(status).toBe(0);
  const least = JSON.parse(output);
  expect(least.oauth_config.scopes.bot).toEqual(scopes.map(({ name }) => name).toSorted());
  expect(least.settings.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(least)).not.toMatch(/channels:history|request_url/);
  const more = JSON.parse((await archcheck(['slack', 'manifest', '--follow-ups'])).output);
  const added = more.oauth_config.scopes.bot.filter((name: string) => !least.oauth_config.scopes.bot.includes(name));
  expect(added).toEqual(followUps.map(({ name }) => name));
  const posting = JSON.parse((await archcheck(['slack', 'manifest', '--files'])).output);
  const posted = posting.oauth_config.scopes.bot.filter(
    (name: string) => !least.oauth_config.scopes.bot.includes(name),
  );
  expect(posted).toEqual(files.map(({ name }) => name));
  const http = JSON.parse((await archcheck(['slack', 'manifest', '--url', 'https://bot.example/slack/events'])).output);
  expect(http.settings.socket_mode_enabled).toBe(false);
  expect(http.settings.interactivity.request_url).toBe('https://bot.example/slack/events');
  expect(http.features.slash_commands[0].url).toBe('https://bot.example/slack/events');
});

test.each([['--url'], ['--redirect']])('the manifest takes no address for %s that Slack refuses', async (option) => {
  for (const address of ['', 'bot.example/slack/events', 'http://bot.example/slack/events']) {
    const { status, output, errors } = await archcheck(['slack', 'manifest', option, address]);
    expect([status, output]).toEqual([2, '']);
    expect(errors).toContain('for example https://your.host/slack/events');
  }
});

test('the manifest for many workspaces says where people come back to, and hears of departures', async () => {
  const redirect = 'https://bot.example/slack/oauth_redirect';
  const { output } = await archcheck(['slack', 'manifest', '--redirect', redirect]);
  const { oauth_config, settings } = JSON.parse(output);
  expect(oauth_config.redirect_urls).toEqual([redirect]);
  expect(settings.event_subscriptions.bot_events).toEqual(
    expect.arrayContaining(['app_uninstalled', 'team_access_revoked', 'tokens_revoked']),
  );
  expect(settings).toMatchObject({ org_deploy_enabled: true, token_rotation_enabled: false });
  const one = JSON.parse((await archcheck(['slack', 'manifest'])).output);
  expect(one.oauth_config.redirect_urls).toBeUndefined();
  expect(one.settings.org_deploy_enabled).toBe(false);
});

describe('for many workspaces', () => {
  async function manyOf() {
    const { server, env } = await slackOf();
    const { clientId, clientSecret } = server.installation().app;
    const keys = randomBytes(32).toString('base64');
    const { SLACK_BOT_TOKEN: _, ...rest } = env;
    return {
      env: { ...rest, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, ARCHCHECK_ENCRYPTION_KEYS: keys },
      secrets: [clientSecret, keys],
    };
  }

  test('start says where people install it, and ends when it is asked to', async () => {
    const { env } = await manyOf();
    const asked = Promise.withResolvers<void>();
    const world = {
      ...createWorld({ env: { ...env, PORT: '0' }, input: new Readable({ read: () => undefined }) }),
      onStop: (stop: () => void) => void asked.promise.then(stop),
    };
    const ended = run(['start'], world, builtIn);
    await once(world.stdout, 'data');
    const [, url = ''] = /installed at (http\S+)\)/.exec(world.output()) ?? [];
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(302);
    asked.resolve();
    expect(await ended).toBe(0);
  });

  test('doctor opens every token, makes no store, and shows no secret', async () => {
    const { env, secrets } = await manyOf();
    const cwd = freshFolder();
    const { status, output } = await archcheck(['doctor'], { env, cwd });
    expect(output).toMatch(/ok +slack +installed in 0 places, every token opens; Socket Mode opens/);
    expect(status).toBe(0);
    expect(readdirSync(cwd)).toEqual([]);
    for (const secret of secrets) expect(output).not.toContain(secret);
  });

  test.each([
    ['SLACK_CLIENT_SECRET', /set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ARCHCHECK_ENCRYPTION_KEYS, all three/],
    ['SLACK_CLIENT_ID', /set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ARCHCHECK_ENCRYPTION_KEYS, all three/],
    ['ARCHCHECK_ENCRYPTION_KEYS', /openssl rand -base64 32/],
    ['SLACK_APP_TOKEN', /SLACK_CLIENT_ID is set, but neither SLACK_APP_TOKEN/],
  ] as const)('start without %s says what is missing', async (name, told) => {
    const { env } = await manyOf();
    const { [name]: _, ...rest } = env;
    const { status, errors } = await archcheck(['start'], { env: rest });
    expect(status).toBe(1);
    expect(errors).toMatch(told);
  });

  test('start with a bot token beside it, or a key of another form, says whose move it is', async () => {
    const { env } = await manyOf();
    const both = await archcheck(['start'], { env: { ...env, SLACK_BOT_TOKEN: 'xoxb-one' } });
    expect(both.errors).toMatch(/Set the token for one workspace, or the other two for many/);
    const short = await archcheck(['start'], { env: { ...env, ARCHCHECK_ENCRYPTION_KEYS: 'short-one' } });
    expect(short.errors).toMatch(/expected keys of 32 bytes as base64/);
    expect(short.errors).not.toContain('short-one');
  });
});

test('the README explains every scope', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  for (const { name, why } of [...scopes, ...followUps, ...files]) expect(readme).toContain(`| \`${name}\` | ${why} |`);
});

test('start without a way for Slack to reach it says which setting is missing', async () => {
  const { env } = await slackOf();
  const { status, errors } = await archcheck(['start'], { env: { SLACK_BOT_TOKEN: env.SLACK_BOT_TOKEN } });
  expect(status).toBe(1);
  expect(errors).toMatch(/neither SLACK_APP_TOKEN \(Socket Mode\) nor SLACK_SIGNING_SECRET \(HTTP\) is/);
});
