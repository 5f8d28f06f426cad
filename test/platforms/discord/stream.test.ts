import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../support/discord/faults.ts';
import { createDictation, type DictationOptions, settingsOf } from '../../support/openai/dictation.ts';
import { type OpenAiServer, startOpenAi } from '../../support/openai/server.ts';
import { createFate } from '../fate.ts';
import { type ConversationOptions, conversation, posts } from './conversation.ts';

const question = 'Is a monolith easier to debug than microservices?';
const first = /archcheck[^\n]*\n[^\n]*while debugging/;
const whole = /\[👍\]/;
const sending = 'POST /channels/:channel/messages';
const editing = 'PATCH /channels/:channel/messages/:message';

let openAi: OpenAiServer;
beforeAll(async () => {
  openAi = await startOpenAi();
});
afterAll(() => openAi.stop());

/** Discord, the bot and a model that writes each sentence when it is told to; every moment of what the bot says is kept. */
async function scene({
  dictation: dictated = {},
  ...options
}: ConversationOptions & { readonly dictation?: DictationOptions } = {}) {
  const dictation = createDictation(dictated);
  openAi.play(dictation.play);
  onTestFinished(() => dictation.rest());
  const { archcheck: more = {} } = options;
  const talk = await conversation({ ...options, archcheck: { ...more, env: settingsOf(openAi) } });
  const moments: string[] = [];
  talk.server.onChange(() => {
    const now = saidOn(talk.ana.screen());
    if (now !== '' && now !== moments.at(-1)) moments.push(now);
  });
  return { ...talk, dictation, moments };
}

/** What stands below the bot's name on a screen. */
function saidOn(screen: string): string {
  const [, said = ''] = /archcheck(?: \(edited\))?:\n([\s\S]*)/.exec(screen) ?? [];
  return said.replace(/\n[^\n]*… archcheck is typing/, '');
}

function count(screen: string): number {
  return screen.match(/archcheck(?: \(edited\))?:\n/g)?.length ?? 0;
}

function expectGrowth(moments: readonly string[]): void {
  for (const [at, moment] of moments.entries()) expect(moment.startsWith(moments[at - 1] ?? '')).toBe(true);
}

describe('an answer by a model', () => {
  test('grows sentence by sentence, as a person sees it at each moment', async () => {
    const { server, ana, quiet, dictation, moments } = await scene();
    const seen: string[] = [];
    ana.mentions(question);
    seen.push(await ana.sees(/archcheck is typing/));
    dictation.next();
    seen.push(await ana.sees(first));
    for (let sentence = 2; sentence <= dictation.length; sentence++) {
      const before = saidOn(ana.screen());
      dictation.next();
      await expect.poll(() => saidOn(ana.screen())).not.toBe(before);
      seen.push(ana.screen());
    }
    dictation.next();
    seen.push(await ana.sees(whole));
    await quiet();
    expectGrowth(moments);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    await expect(`${seen.join('\n\n')}\n`).toMatchFileSnapshot('../../transcripts/discord/an-answer-that-grows.txt');
  });

  test('is edited about once a second at most, and finished at once', async () => {
    const { server, ana, quiet, dictation, archcheck } = await scene({
      archcheck: { wait: () => new Promise(() => undefined) },
    });
    ana.goesTo('@archcheck');
    ana.says(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    await ana.sees(whole);
    await quiet();
    expect(archcheck.waits).toEqual([1_000]);
    expect(server.calls.filter(({ route }) => route === editing)).toHaveLength(1);
  });

  test('goes on honestly where the model dies in the middle', async () => {
    const { ana, dictation, moments } = await scene({ dictation: { end: 'cut' } });
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    expect(count(await ana.sees(/without it\.[\s\S]*\[👍\]/))).toBe(1);
    expectGrowth(moments);
  });

  test.each<[string, string, Fault]>([
    ['is limited in the middle', editing, { kind: 'limited', retryAfterSeconds: 0.05 }],
    ['fails in the middle', editing, { kind: 'status', status: 500 }],
    ['is cut in the middle', editing, { kind: 'cut', when: 'after' }],
    ['is cut at its beginning', sending, { kind: 'cut', when: 'after' }],
    ['is gone in the middle', editing, { kind: 'error', code: 10008, status: 404 }],
  ])('is whole where its message %s', async (_, route, fault) => {
    const { server, ana, quiet, dictation } = await scene();
    server.faults.next(route, fault);
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    expect(count(await ana.sees(whole))).toBe(1);
    await quiet();
    expect(posts(server)).toBe(1);
  });

  test('is posted anew where somebody has deleted it', async () => {
    const { server, ana, quiet, dictation } = await scene();
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    server.faults.always(editing, { kind: 'error', code: 10008, status: 404 });
    dictation.rest();
    await ana.sees(whole);
    await quiet();
    expect(posts(server)).toBe(2);
  });

  test('stands in the channel where the bot may open no thread', async () => {
    const { server, ana, quiet, dictation } = await scene();
    server.faults.always('POST /channels/:channel/messages/:message/threads', {
      kind: 'error',
      code: 50013,
      status: 403,
    });
    ana.mentions(question);
    dictation.rest();
    await ana.sees(whole);
    await quiet();
    expect(posts(server)).toBe(1);
  });

  test('neither types nor edits where there is no model', async () => {
    const { server, ana, quiet } = await conversation();
    ana.mentions(question);
    await ana.sees(whole);
    await quiet();
    const routes = server.calls.map(({ route }) => route);
    expect(routes.filter((route) => route === editing || route.endsWith('/typing'))).toEqual([]);
  });
});

test('/arch-ask is deferred at once, and answered in one piece however slow the model is', async () => {
  const { server, ana, quiet, dictation } = await scene();
  ana.runs('/arch-ask', { question });
  await ana.sees(/archcheck is thinking/);
  dictation.next();
  await server.clock.advance(14 * 60_000);
  expect(ana.screen()).toMatch(/archcheck is thinking/);
  dictation.rest();
  await ana.sees(/only you can see this[\s\S]*while debugging[\s\S]*\[Share in channel\]/);
  await quiet();
  expect(server.problems).toEqual([]);
});

describe('killed while an answer grows', () => {
  const leaseMs = 31_000;
  const inAnswer = 12;

  async function doomed() {
    const { fate, keptIn } = createFate();
    const all = await scene({ keptIn });
    onTestFinished(() => fate.bury());
    all.dictation.rest();
    return { ...all, fate };
  }

  test(`there are ${inAnswer} moments to die in`, async () => {
    const { ana, fate, quiet } = await doomed();
    fate.dieAt(0);
    ana.mentions(question);
    await ana.sees(whole);
    await quiet();
    expect(fate.moments()).toBe(inAnswer);
  });

  // What comes before the model is asked is no different from any other answer.
  test.each(Array.from({ length: 7 }, (_, at) => inAnswer - at))('at moment %i, it is whole once', async (moment) => {
    const { ana, fate, server, start } = await doomed();
    fate.dieAt(moment);
    ana.mentions(question);
    await fate.died;
    await server.clock.advance(leaseMs);
    const next = await start();
    await next.idle();
    expect(count(await ana.sees(whole))).toBe(1);
  });
});
