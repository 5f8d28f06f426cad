import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import type { Incoming } from '../../src/core/bot-events.ts';
import { type Card, plainText } from '../../src/core/card.ts';
import { openStore } from '../../src/storage/open-store.ts';
import type { World } from '../../src/world.ts';
import { builtIn } from '../support/built-in.ts';
import { models } from '../support/openai/models.ts';
import { type OpenAiServer, startOpenAi, testKey, testModel } from '../support/openai/server.ts';
import { createWorld, freshFolder } from '../support/world.ts';

const question = 'Is a monolith easier to debug than microservices?';

let server: OpenAiServer;
let world: World;
let app: App;
beforeAll(async () => {
  server = await startOpenAi();
  server.play(models.honest);
  world = createWorld({ env: { OPENAI_API_KEY: testKey, OPENAI_BASE_URL: server.url, OPENAI_MODEL: testModel } });
  app = createApp(world, { builtIn });
});
afterAll(() => server.stop());

/** Copies of the bot with a model, on one store. */
async function copies(many: number) {
  const folder = freshFolder();
  const before = server.calls.length;
  const bots = Array.from({ length: many }, async () => {
    const store = await openStore({ folder, clock: world.now });
    onTestFinished(() => store.close());
    return { store, bot: await app.bot(store) };
  });
  const started = await Promise.all(bots);
  const tell = async (copy: number, event: Incoming['event'], at: Partial<Incoming> = {}) => {
    const place = { platform: 'slack', workspace: 'acme', conversation: 'c1:t1', channel: 'c1', person: 'ann', ...at };
    const [card] = (await started[copy]?.bot.handle({ ...place, event })) ?? [];
    return card === undefined ? '' : textOf(card);
  };
  return {
    store: started[0]?.store,
    asks: (copy: number, at: Partial<Incoming> = {}, text = question) => tell(copy, { kind: 'message', text }, at),
    sets: (copy: number, words: string, at: Partial<Incoming> = {}) =>
      tell(copy, { kind: 'command', name: 'arch-settings', words }, { steward: true, ...at }),
    presses: (copy: number, id: string, at: Partial<Incoming> = {}) => tell(copy, { kind: 'action', id }, at),
    asked: () => server.calls.length - before,
  };
}

function textOf({ blocks }: Card): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'list') return block.items.map(plainText);
      return block.kind === 'text' || block.kind === 'note' ? [plainText(block.text)] : [];
    })
    .join('\n');
}

describe('the model, switched off in a channel', () => {
  it('is asked nothing from there by any copy, not for an answer and not for a check, until it is on again', async () => {
    const { asks, sets, presses, asked } = await copies(2);
    expect(await asks(0)).not.toBe('');
    expect(asked()).toBe(1);
    expect(await sets(0, 'model off')).toMatch(/A model that words answers: off/);
    // Not even from what it has said before.
    const offline = await asks(1);
    expect(offline).not.toMatch(/comes without it/);
    await presses(1, 'check:start:quick');
    await asks(1, {}, 'Why?');
    await asks(0);
    expect(asked()).toBe(1);
    await asks(1, { conversation: 'c2', channel: 'c2' });
    expect(asked()).toBe(2);
    await sets(1, 'model on');
    await asks(0, { conversation: 'c1:t2' }, 'Is a monolith simpler to test?');
    expect(asked()).toBe(3);
    // What was said meanwhile stays where it was.
    expect(server.calls.at(-1)?.input).not.toContain('Why?');
  });

  it('is on in a channel that says so, where everywhere says off', async () => {
    const { asks, sets, asked } = await copies(1);
    await sets(0, 'model off everywhere');
    await sets(0, 'model on');
    await asks(0, { conversation: 'c2', channel: 'c2' });
    expect(asked()).toBe(0);
    await asks(0);
    expect(asked()).toBe(1);
  });
});

describe('the budget of a workspace', () => {
  it('holds across copies from the moment it is set, and never goes beyond the operator’s', async () => {
    const { asks, sets, asked, store } = await copies(2);
    expect(await sets(0, 'budget 1000')).toMatch(/tokens today, everywhere: 0 of 1,000$/m);
    expect(await asks(1)).toMatch(/share of model answers is used up, so this comes without it/);
    expect(asked()).toBe(0);
    expect(await sets(1, 'budget 600,000')).toMatch(/0 of 500,000; you allow 600,000, my operator less/);
    await asks(0);
    expect(asked()).toBe(1);
    expect(await sets(0, 'budget all')).toMatch(/1,620 of 500,000$/m);
    expect(await store?.settings.of('other', '')).toMatchObject({ dailyTokens: null });
  });

  it('is nobody’s to set but an admin’s, and a forged button sets nothing elsewhere', async () => {
    const { sets, presses, store } = await copies(1);
    expect(await sets(0, 'budget 10', { steward: false })).toMatch(/Only admins can change that/);
    expect(await presses(0, 'settings::budget:10')).toMatch(/Only admins can change that/);
    expect(await presses(0, 'settings:c1:budget:10', { steward: true })).toMatch(/from another version of mine/);
    await presses(0, 'settings::budget:10', { steward: true, workspace: 'other' });
    expect(await store?.settings.of('acme', 'c1')).toMatchObject({ dailyTokens: null });
    expect(await store?.settings.of('other', 'c1')).toMatchObject({ dailyTokens: 10 });
  });
});
