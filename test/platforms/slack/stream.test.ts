import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createDictation, type DictationOptions, settingsOf } from '../../support/openai/dictation.ts';
import { models } from '../../support/openai/models.ts';
import { type OpenAiServer, startOpenAi } from '../../support/openai/server.ts';
import type { Fault } from '../../support/slack/faults.ts';
import { messageLines } from '../../support/slack/screen.ts';
import { createFate } from '../fate.ts';
import { type ConversationOptions, conversation, posts } from './conversation.ts';

const question = 'Is a monolith easier to debug than microservices?';
/** The honest model's first sentence on it. */
const first = /archcheck[^\n]*\n[^\n]*debug/;
const whole = /\[👍\]/;

let openAi: OpenAiServer;
beforeAll(async () => {
  openAi = await startOpenAi();
});
beforeEach(() => openAi.play(models.honest));
afterAll(() => openAi.stop());

/** Slack, the bot and a model that writes each sentence when it is told to; every moment of what the bot says is kept. */
async function scene({
  dictation: dictated = {},
  ...options
}: ConversationOptions & { dictation?: DictationOptions } = {}) {
  const dictation = createDictation(dictated);
  openAi.play(dictation.play);
  onTestFinished(() => dictation.rest());
  const { archcheck: more = {}, ...rest } = options;
  const talk = await conversation('signed HTTP', { ...rest, archcheck: { ...more, env: settingsOf(openAi) } });
  const { server, ana } = talk;
  const moments: string[] = [];
  server.onChange(() => {
    const now = said(talk).join('\n');
    if (now !== '' && now !== moments.at(-1)) moments.push(now);
  });
  return { ...talk, ana, dictation, moments };
}

/** What the bot's messages say, without who says it and how. */
function said({ server, ana }: Pick<Awaited<ReturnType<typeof conversation>>, 'server' | 'ana'>): string[] {
  const { workspace } = server.installation();
  return ana
    .messages()
    .filter(({ installation }) => installation !== null)
    .map((message) =>
      messageLines(workspace, message)
        .slice(1)
        .map((line) => line.trim())
        .join('\n'),
    );
}

function expectGrowth(moments: readonly string[]): void {
  for (const [at, moment] of moments.entries()) expect(moment.startsWith(moments[at - 1] ?? '')).toBe(true);
}

describe('an answer by a model', () => {
  test('grows sentence by sentence, as a person sees it at each moment', async () => {
    const { server, archcheck, ana, dictation, moments } = await scene();
    const seen: string[] = [];
    ana.mentions(question);
    seen.push(await ana.sees(/… is reading/));
    dictation.next();
    seen.push(await ana.sees(first));
    for (let sentence = 2; sentence <= dictation.length; sentence++) {
      const before = ana.screen();
      dictation.next();
      seen.push(await ana.sees(new RegExp(`^(?!${before.replace(/[^\w\s]/g, '\\$&')}$)`)));
    }
    dictation.next();
    seen.push(await ana.sees(whole));
    await archcheck.idle();
    expect(moments.length).toBe(dictation.length + 1);
    expectGrowth(moments);
    expect(server.effects()).toEqual({ pings: [], links: [] });
    expect(server.problems).toEqual([]);
    await expect(`${seen.join('\n\n')}\n`).toMatchFileSnapshot('../../transcripts/slack/an-answer-that-grows.txt');
  });

  test('grows in the direct conversation, too', async () => {
    const { ana, dictation, moments } = await scene();
    ana.goesTo('@archcheck');
    ana.says(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    await ana.sees(whole);
    expectGrowth(moments);
  });

  test('goes on honestly where the model dies in the middle', async () => {
    const { server, ana, dictation, moments } = await scene({ dictation: { end: 'cut' } });
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    await ana.sees(/without it\.[\s\S]*\[👍\]/);
    expectGrowth(moments);
    expect(said({ server, ana })).toHaveLength(1);
  });

  test('shows nothing of what does not hold', async () => {
    openAi.play(models.honest);
    const { ana, dictation, moments } = await scene({
      dictation: {
        sentences: () => [{ text: 'Ask @everyone at https://evil.example.', factIds: ['f1'], quotes: [] }],
      },
    });
    ana.mentions(question);
    dictation.rest();
    await ana.sees(whole);
    expect(moments).toHaveLength(1);
    expect(moments.join()).not.toContain('evil');
  });

  test('is one post where there is no model', async () => {
    const { server, ana, archcheck } = await conversation('signed HTTP');
    ana.mentions(question);
    await ana.sees(whole);
    await archcheck.idle();
    const shown = server.calls.map(({ method }) => method).filter((method) => /^(?:chat|assistant)\./.test(method));
    expect(shown).toEqual(['chat.postMessage']);
  });
});

describe('a stream that is not to be had', () => {
  test.each(['missing_scope', 'unknown_method', 'internal_error'])(
    'with %s at its start is one post',
    async (error) => {
      const { server, ana, dictation, archcheck } = await scene();
      server.slack.faults.always('chat.startStream', { kind: 'error', error });
      ana.mentions(question);
      dictation.rest();
      await ana.sees(whole);
      await archcheck.idle();
      expect(said({ server, ana })).toHaveLength(1);
      expect(posts(server)).toBe(1);
    },
  );

  test('is not waited for where Slack asks for patience', async () => {
    const { server, ana, dictation, archcheck } = await scene();
    server.slack.faults.next('chat.startStream', { kind: 'status', status: 429, retryAfterSeconds: 30 });
    ana.mentions(question);
    dictation.rest();
    await ana.sees(whole);
    expect(archcheck.waits).toEqual([]);
  });

  const dead: Fault = { kind: 'error', error: 'message_not_in_streaming_state' };
  test.each<[string, string, Fault]>([
    ['dies in the middle', 'chat.appendStream', dead],
    ['dies at its end', 'chat.stopStream', dead],
    ['is limited in the middle', 'chat.appendStream', { kind: 'status', status: 429, retryAfterSeconds: 30 }],
    ['is limited at its end', 'chat.stopStream', { kind: 'status', status: 429, retryAfterSeconds: 30 }],
    ['is cut before it grows', 'chat.appendStream', { kind: 'cut', when: 'before' }],
    ['is cut after it has grown', 'chat.appendStream', { kind: 'cut', when: 'after' }],
    ['is cut after it has started', 'chat.startStream', { kind: 'cut', when: 'after' }],
    ['is cut after it has ended', 'chat.stopStream', { kind: 'cut', when: 'after' }],
    ['fails in the middle', 'chat.appendStream', { kind: 'error', error: 'internal_error' }],
  ])('is whole in one message where it %s', async (_, method, fault) => {
    const { server, ana, dictation, archcheck, moments } = await scene({ followUps: true });
    server.slack.faults.next(method, fault);
    ana.mentions(question);
    dictation.next();
    await ana.sees(/archcheck \(writing\)/);
    dictation.rest();
    await ana.sees(whole);
    await archcheck.idle();
    expect(said({ server, ana })).toHaveLength(1);
    expectGrowth(moments);
  });

  test.each<[string, Fault]>([
    ['be ended', { kind: 'status', status: 429, retryAfterSeconds: 600 }],
    ['be completed', { kind: 'error', error: 'internal_error' }],
  ])('is whole in one message where it cannot %s until the next attempt', async (_, fault) => {
    const { server, ana, dictation, archcheck } = await scene({ followUps: true });
    server.slack.faults.always('chat.stopStream', fault);
    server.slack.faults.always('chat.update', fault);
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    dictation.rest();
    await archcheck.idle();
    expect(archcheck.log()).toMatch(/it is tried again in 10 s/);
    server.slack.faults.clear();
    await server.clock.advance(10_000);
    await archcheck.takeUp();
    await ana.sees(whole);
    expect(said({ server, ana })).toHaveLength(1);
    expect(ana.screen()).not.toMatch(/writing/);
  });

  test('is whole after five minutes, when Slack has ended it', async () => {
    const { server, ana, dictation, archcheck, moments } = await scene();
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    await server.clock.advance(5 * 60_000);
    dictation.rest();
    await ana.sees(whole);
    await archcheck.idle();
    expect(said({ server, ana })).toHaveLength(1);
    expectGrowth(moments);
  });

  test('is posted anew where somebody has deleted it', async () => {
    const { server, ana, dictation, archcheck } = await scene();
    ana.mentions(question);
    dictation.next();
    await ana.sees(first);
    server.slack.faults.always('chat.appendStream', { kind: 'error', error: 'message_not_found' });
    server.slack.faults.always('chat.stopStream', { kind: 'error', error: 'message_not_found' });
    server.slack.faults.always('chat.update', { kind: 'error', error: 'message_not_found' });
    dictation.rest();
    await ana.sees(whole);
    await archcheck.idle();
    expect(posts(server)).toBe(1);
  });
});

describe('killed while an answer grows', () => {
  const leaseMs = 31_000;
  const retriesMs = 400_000;
  const inAnswer = 12;

  async function doomed(followUps: boolean) {
    const { fate, keptIn } = createFate();
    const all = await scene({ followUps, app: { events: ['app_mention'] }, archcheck: { keptIn } });
    onTestFinished(() => fate.bury());
    all.dictation.rest();
    return { ...all, fate };
  }

  async function startAgain({ server, start }: Awaited<ReturnType<typeof doomed>>): Promise<void> {
    await server.clock.advance(leaseMs);
    const next = await start();
    await server.clock.advance(retriesMs);
    await next.idle();
  }

  test(`there are ${inAnswer} moments to die in`, async () => {
    const { ana, fate, archcheck } = await doomed(true);
    fate.dieAt(0);
    await ana.mentions(question).acknowledged;
    await archcheck.idle();
    expect(fate.moments()).toBe(inAnswer);
  });

  // What comes before the model is asked is no different from any other answer.
  test.each(Array.from({ length: 5 }, (_, at) => inAnswer - at))('at moment %i, it is whole once', async (moment) => {
    const all = await doomed(true);
    all.fate.dieAt(moment);
    all.ana.mentions(question);
    await all.fate.died;
    await startAgain(all);
    const screen = await all.ana.sees(whole);
    expect(screen).not.toMatch(/writing/);
    expect(said(all)).toHaveLength(1);
  });

  test('without the scope to find it, a whole one stands beside the half one', async () => {
    const all = await doomed(false);
    // The answer is written down after the last sentence.
    all.fate.dieAt(inAnswer - 2);
    all.ana.mentions(question);
    await all.fate.died;
    await startAgain(all);
    await all.ana.sees(whole);
    expect(said(all)).toHaveLength(2);
  });
});
