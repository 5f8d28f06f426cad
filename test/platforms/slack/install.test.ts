import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { sendEvent } from '../../support/slack/events.ts';
import type { Mode } from './archcheck.ts';
import { manyWorkspaces, newKey } from './many.ts';

const question = 'what is a monolith?';

describe.each<Mode>(['Socket Mode', 'signed HTTP'])('installing over %s', (mode) => {
  test('leads to an answer with that workspace’s own token, in each of two workspaces', async () => {
    const { server, install, personIn, archcheck, idOf } = await manyWorkspaces(mode);
    const page = await install({ workspace: 'acme' });
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/archcheck is installed.*It is in acme now/s);
    expect((await install({ workspace: 'umbrella' })).status).toBe(200);
    const ana = personIn('acme', 'ana');
    const other = personIn('umbrella', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    expect(other.screen()).toBe('#general');
    other.mentions(question);
    await other.sees(/\[👍\]/);
    await archcheck.idle();
    const saved = await archcheck.store.installations.get(idOf('acme'));
    expect(saved?.details).toMatchObject({ name: 'acme', organisation: null, botName: 'archcheck' });
    expect(JSON.stringify(saved)).not.toContain('xoxb');
    expect(archcheck.log()).not.toContain('xoxb');
    expect(server.problems).toEqual([]);
  });

  test('ends when the bot is taken out, and begins again with a new token', async () => {
    const { server, install, personIn, archcheck, idOf } = await manyWorkspaces(mode);
    await install();
    await Promise.all(server.revoke(server.installation()).map(({ settled }) => settled));
    await archcheck.idle();
    expect(await archcheck.store.installations.get(idOf('acme'))).toBeNull();
    expect(await archcheck.store.workspaces.gone(server.clock.now() + 1, 10)).toEqual([idOf('acme')]);
    await install();
    const ana = personIn('acme', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    expect(await archcheck.store.workspaces.gone(server.clock.now() + 1, 10)).toEqual([]);
  });
});

describe('departures', () => {
  test('that come late, when the bot is back already, change nothing', async () => {
    const { server, install, personIn, archcheck } = await manyWorkspaces('Socket Mode');
    await install();
    const deliveries = server.revoke(server.installation());
    await Promise.all(deliveries.map(({ settled }) => settled));
    await archcheck.idle();
    await install();
    await archcheck.store.events.forget(Number.MAX_SAFE_INTEGER);
    for (const delivery of deliveries) await delivery.again();
    await archcheck.idle();
    expect(archcheck.log()).toMatch(/its token holds; it stays/);
    const ana = personIn('acme', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
  });

  test('in the other order, and with an answer under way, leave nothing behind', async () => {
    const { server, install, personIn, archcheck, idOf } = await manyWorkspaces('Socket Mode');
    await install({ workspace: 'acme' });
    await install({ workspace: 'umbrella' });
    const held = Promise.withResolvers<void>();
    server.slack.faults.next('chat.postMessage', { kind: 'hold', until: held.promise });
    await personIn('acme', 'ana').mentions(question).acknowledged;
    const installation = server.installation(undefined, 'acme');
    installation.revoked = true;
    const told = ['app_uninstalled', 'tokens_revoked'].flatMap((type) =>
      sendEvent(server.slack, installation, { type, tokens: { oauth: [], bot: [installation.botUser] } }),
    );
    await Promise.all(told.map(({ settled }) => settled));
    held.resolve();
    await archcheck.idle();
    expect(await archcheck.store.installations.get(idOf('acme'))).toBeNull();
    expect(await archcheck.store.workspaces.gone(server.clock.now() + 1, 10)).toEqual([idOf('acme')]);
    expect(await archcheck.store.events.takeUp(5, 1)).toEqual([]);
    const eve = personIn('umbrella', 'ana');
    eve.mentions(question);
    await eve.sees(/\[👍\]/);
  });

  test('are taken to every copy: another one answers no more, and does when the bot is back', async () => {
    const { server, install, personIn, archcheck, start } = await manyWorkspaces('signed HTTP');
    await install();
    const copy = await start();
    const ana = personIn('acme', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    const before = server.installation().botToken;
    await server.sendTo(archcheck.url ?? '');
    await Promise.all(server.revoke(server.installation()).map(({ settled }) => settled));
    await archcheck.idle();
    await install();
    await server.sendTo(copy.url ?? '');
    expect(server.installation().botToken).not.toBe(before);
    ana.mentions('what are microservices?');
    await ana.sees(/\[👍\][\s\S]*\[👍\]/);
  });

  test('of a person’s own token leave the bot in', async () => {
    const { server, install, archcheck, idOf } = await manyWorkspaces('Socket Mode');
    await install();
    const { sendEvent } = await import('../../support/slack/events.ts');
    const sent = sendEvent(server.slack, server.installation(), {
      type: 'tokens_revoked',
      tokens: { oauth: ['U1'], bot: [] },
    });
    await Promise.all(sent.map(({ settled }) => settled));
    await archcheck.idle();
    expect(sent).toHaveLength(1);
    expect(await archcheck.store.installations.get(idOf('acme'))).not.toBeNull();
  });
});

describe('the keys', () => {
  test('are changed with a restart: the token is sealed anew, and the old key can go', async () => {
    const { install, personIn, archcheck, start, keys } = await manyWorkspaces('Socket Mode');
    await install();
    await archcheck.stop();
    const newer = newKey();
    const between = await start({ keys: `${newer},${keys}` });
    expect(between.log()).toMatch(/1 tokens were sealed anew/);
    await between.stop();
    await start({ keys: newer });
    const ana = personIn('acme', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
  });

  test('that are right do not open a token that was copied from another workspace: that one alone is not served', async () => {
    const { server, install, personIn, archcheck, start, data, idOf } = await manyWorkspaces('Socket Mode');
    await install({ workspace: 'acme' });
    await install({ workspace: 'umbrella' });
    await archcheck.stop();
    const db = new DatabaseSync(join(data, 'archcheck.db'));
    db.prepare(
      'update installations set sealed = (select sealed from installations where workspace = ?) where workspace = ?',
    ).run(idOf('acme'), idOf('umbrella'));
    db.close();
    const again = await start();
    expect(again.log()).toMatch(
      new RegExp(`token that is kept for ${idOf('umbrella')} was changed since it was sealed`),
    );
    const eve = personIn('umbrella', 'ana');
    const calls = server.calls.length;
    await eve.mentions(question).acknowledged;
    await again.idle();
    expect(server.calls).toHaveLength(calls);
    const ana = personIn('acme', 'ana');
    ana.mentions(question);
    await ana.sees(/\[👍\]/);
    await Promise.all(server.revoke(server.installation(undefined, 'umbrella')).map(({ settled }) => settled));
    await again.idle();
    expect(await again.store.installations.get(idOf('umbrella'))).toBeNull();
  });

  test('that are wrong keep it from starting, and the error says which key is missing', async () => {
    const { install, archcheck, start, idOf } = await manyWorkspaces('Socket Mode');
    await install();
    await archcheck.stop();
    await expect(start({ keys: newKey() })).rejects.toThrow(
      new RegExp(`No key in ARCHCHECK_ENCRYPTION_KEYS opens the token of ${idOf('acme')}`),
    );
  });
});
