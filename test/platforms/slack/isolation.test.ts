import { describe, expect, test } from 'vitest';
import { isObject, type JsonObject } from '../../support/json.ts';
import { sendEvent } from '../../support/slack/events.ts';
import type { Person } from '../../support/slack/person.ts';
import { manyWorkspaces, twoWorkspaces } from './many.ts';

async function check(user: Person, words: string): Promise<void> {
  user.runs(`/arch-check ${words}`);
  await user.sees(/Is that right\?/);
  user.submits();
  const next = await user.sees(/Question \d|It is posted/);
  if (/Question \d/.test(next)) user.clicks('Show the verdict so far');
  await user.sees(/It is posted/);
  user.closes();
}

function objectOf(text: string): JsonObject {
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed)) throw new Error('a body is an object');
  return parsed;
}

/** Two workspaces with the bot in both, and a check in the first that nobody in the second may see anything of. */
async function apart() {
  const many = await manyWorkspaces('signed HTTP');
  await many.install({ workspace: 'acme' });
  await many.install({ workspace: 'umbrella' });
  const ana = many.personIn('acme', 'ana');
  const eve = many.personIn('umbrella', 'ana');
  await check(ana, '3 devs, an MVP called Harbour');
  ana.clicks('Post summary to a thread');
  await ana.sees(/Where\?/);
  ana.submits();
  await ana.sees(/It is posted\./);
  ana.closes();
  ana.runs('/arch-ask what is a monolith?');
  await ana.sees(/Share in channel/);
  ana.clicks('Share in channel');
  await ana.seesNoMore(/Share in channel/);
  ana.clicks('👎');
  await ana.sees(/Thank you, noted/);
  await many.archcheck.idle();
  return { ...many, ana, eve };
}

describe('two workspaces', () => {
  test('replay each other’s buttons and forms, ids and all, and see nothing of each other', async () => {
    const { server, archcheck, idOf, ana, eve } = await apart();
    const before = ana.screen();
    const rated = await archcheck.store.workspaces.count(idOf('acme'));
    const recorded = server.deliveries.filter(({ kind }) => kind === 'interactive');
    expect(recorded.length).toBeGreaterThan(4);
    const { app } = server.installation();
    for (const { body } of recorded) {
      // A response URL would lead back whoever holds it, so it is none of what is forged.
      // With the channels, messages, views and records of the one, signed for the other: as if all their ids were the same.
      const forged = objectOf(JSON.stringify(body).replaceAll(idOf('acme'), idOf('umbrella')));
      const user = { id: eve.id, name: 'ana', team_id: idOf('umbrella') };
      await server.slack.deliver(app, 'interactive', { ...forged, user, response_url: '' }).settled;
    }
    await archcheck.idle();
    expect(ana.screen()).toBe(before);
    expect(eve.screen('#general')).not.toMatch(/Harbour|MVP/);
    expect(eve.screen('@archcheck')).not.toMatch(/Harbour|MVP/);
    expect(eve.screen('@archcheck')).toMatch(/I no longer have that answer/);
    expect(await archcheck.store.workspaces.count(idOf('acme'))).toEqual(rated);
    expect(JSON.stringify(server.deliveries.at(-1)?.attempts)).not.toMatch(/Harbour/);
    eve.runs('/arch-decisions harbour');
    expect(await eve.sees(/only visible to you/)).not.toMatch(/MVP/);
  });

  test('press a button of the other’s under a message of their own, and are told that it is not there', async () => {
    const { server, archcheck, idOf, ana, eve } = await apart();
    await check(eve, '5 devs, a product called Lantern');
    const [record] = (await archcheck.store.checks.list(idOf('acme'), { words: '', limit: 1, after: null })).checks;
    const [own] = (await archcheck.store.checks.list(idOf('umbrella'), { words: '', limit: 1, after: null })).checks;
    expect(ana.screen()).toMatch(/Harbour/);
    eve.clicks('Full breakdown');
    await archcheck.idle();
    const clicked = server.deliveries.filter(({ kind }) => kind === 'interactive').at(-1);
    const text = JSON.stringify(clicked?.body ?? {});
    expect(text).toContain(own?.id);
    const app = server.installation().app;
    await server.slack.deliver(app, 'interactive', {
      ...objectOf(text.replaceAll(own?.id ?? '', record?.id ?? '')),
      trigger_id: 'another',
    }).settled;
    await archcheck.idle();
    expect(eve.screen()).not.toMatch(/Harbour/);
  });

  test('share no token: what comes for one that has left is answered with nobody’s', async () => {
    const { server, archcheck, eve, ana, idOf } = await apart();
    const installation = await archcheck.store.installations.get(idOf('umbrella'));
    if (installation !== null) await archcheck.store.installations.forget(installation);
    const calls = server.calls.length;
    await eve.mentions('what is a monolith?').acknowledged;
    await archcheck.idle();
    expect(server.calls).toHaveLength(calls);
    ana.mentions('what are microservices?');
    await ana.sees(/From microservices-vs-monolith/);
  });
});

describe('an organisation', () => {
  const grid = twoWorkspaces.map((workspace) => ({ ...workspace, organisation: 'E1' }));
  const every = { words: '', limit: 10, after: null };
  const alone = { name: 'alone', people: ['ana'], channels: [{ name: 'general' }] };

  test('installs it for all of its workspaces at once, each with its own data, and for nobody else', async () => {
    const { server, install, archcheck, personIn, idOf } = await manyWorkspaces('signed HTTP', [...grid, alone]);
    expect((await install({ workspace: 'acme', wide: true })).text).toMatch(/It is in acme Grid now/);
    const ana = personIn('acme', 'ana');
    const eve = personIn('umbrella', 'ana');
    ana.mentions('what is a monolith?');
    eve.mentions('what are microservices?');
    await Promise.all([ana.sees(/\[👍\]/), eve.sees(/\[👍\]/)]);
    await archcheck.idle();
    const counts = await Promise.all(['acme', 'umbrella'].map((name) => archcheck.store.workspaces.count(idOf(name))));
    for (const tables of counts) expect(tables).toContainEqual({ table: 'answers', rows: 1 });
    expect((await archcheck.store.installations.get(idOf('umbrella')))?.workspace).toBe('E1');
    expect(await archcheck.store.installations.get(idOf('alone'))).toBeNull();
    // Slack names the organisation where a workspace would stand: a modal still belongs to the one that it was opened in.
    await check(ana, '3 devs, an MVP called Harbour');
    expect((await archcheck.store.checks.list(idOf('acme'), every)).checks).toHaveLength(1);
    for (const place of ['E1', idOf('umbrella')])
      expect((await archcheck.store.checks.list(place, every)).checks).toEqual([]);
    for (const name of ['acme', 'umbrella']) {
      const deliveries = server.revoke(server.installation(undefined, name));
      await Promise.all(deliveries.map(({ settled }) => settled));
    }
    await archcheck.idle();
    expect(await archcheck.store.installations.list('', 10)).toEqual([]);
    const gone = await archcheck.store.workspaces.gone(server.clock.now() + 1, 10);
    expect(gone).toEqual(['E1', idOf('acme'), idOf('umbrella')].toSorted());
  });

  test('takes it out of one of them: that one has left, and is served again when it is back', async () => {
    const { server, install, archcheck, personIn, idOf } = await manyWorkspaces('signed HTTP', grid);
    await install({ workspace: 'acme', wide: true });
    const [ana, eve] = ['acme', 'umbrella'].map((name) => personIn(name, 'ana'));
    ana?.mentions('what is a monolith?');
    eve?.mentions('what are microservices?');
    await Promise.all([ana?.sees(/\[👍\]/), eve?.sees(/\[👍\]/)]);
    await Promise.all(server.withdraw(server.installation(undefined, 'umbrella')).map(({ settled }) => settled));
    await archcheck.idle();
    const gone = () => archcheck.store.workspaces.gone(server.clock.now() + 1, 10);
    expect(await gone()).toEqual([idOf('umbrella')]);
    expect(await archcheck.store.installations.get(idOf('umbrella'))).toBeNull();
    ana?.mentions('and for testing?');
    await ana?.sees(/\[👍\][\s\S]*\[👍\]/);
    await install({ workspace: 'acme', wide: true });
    eve?.mentions('and for testing?');
    await eve?.sees(/\[👍\][\s\S]*\[👍\]/);
    expect(await gone()).toEqual([]);
    expect(server.problems).toEqual([]);
  });

  test('that leaves is forgotten, though Slack names none of its workspaces', async () => {
    const { server, install, archcheck } = await manyWorkspaces('signed HTTP', grid);
    await install({ workspace: 'acme', wide: true });
    const installation = server.installation();
    installation.revoked = true;
    const around = { team_id: null, enterprise_id: 'E1', authorizations: [] };
    const event = { type: 'app_uninstalled' };
    await Promise.all(sendEvent(server.slack, installation, event, around).map(({ settled }) => settled));
    await archcheck.idle();
    expect(await archcheck.store.installations.list('', 10)).toEqual([]);
  });
});
