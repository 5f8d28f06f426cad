import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { settingsOf } from '../../support/openai/dictation.ts';
import { honestAnswer, replyOf } from '../../support/openai/models.ts';
import { type OpenAiServer, startOpenAi } from '../../support/openai/server.ts';
import { conversation } from './conversation.ts';

const words = '/arch-check 3 devs, an MVP';
const waiting = /One moment, I am reading/;

let openAi: OpenAiServer;
/** Lets the model go on. */
let gate: PromiseWithResolvers<void>;
beforeAll(async () => {
  openAi = await startOpenAi();
});
beforeEach(() => {
  gate = Promise.withResolvers();
});
afterAll(() => openAi.stop());

const talk = () => conversation('signed HTTP', { archcheck: { env: settingsOf(openAi) } });

test('the form of a check opens before the model has read the words, and shows what they state then', async () => {
  openAi.play(() => ({ kind: 'write', pieces: [gate.promise, '{"answers":[]}'] }));
  const { server, ana } = await talk();
  ana.runs(words);
  await ana.sees(waiting);
  await server.clock.advance(10_000);
  gate.resolve();
  expect(await ana.sees(/Is that right\?/)).not.toMatch(waiting);
  expect(server.problems).toEqual([]);
});

test('a form that was closed meanwhile is not opened again, and what was read waits', async () => {
  openAi.play(() => ({ kind: 'write', pieces: [gate.promise, '{"answers":[]}'] }));
  const { server, ana, archcheck } = await talk();
  ana.runs(words);
  await ana.sees(waiting);
  ana.closes();
  gate.resolve();
  await archcheck.idle();
  expect(ana.screen()).not.toMatch(/Is that right\?/);
  ana.runs('/arch-check');
  await ana.sees(/Is that right\?/);
  expect(server.problems).toEqual([]);
});

test('a form is acknowledged before the model has worded the verdict', async () => {
  openAi.play(({ instructions }) => ({
    kind: 'write',
    pieces: instructions.includes('<verdict>') ? [gate.promise, '{"text":"Whatever."}'] : ['{"answers":[]}'],
  }));
  const { server, ana } = await talk();
  ana.runs(words);
  await ana.sees(/Is that right\?/);
  ana.submits();
  const next = await ana.sees(/Question \d|One moment/);
  if (/Question \d/.test(next)) ana.clicks('Show the verdict so far');
  await ana.sees(waiting);
  await server.clock.advance(10_000);
  gate.resolve();
  await ana.sees(/It is posted/);
  expect(server.problems).toEqual([]);
});

test.each([
  ['in a channel', true],
  ['where the bot is not', false],
])('/arch-ask %s answers all the same, in one piece', async (_, isIn) => {
  openAi.play((call) => ({ kind: 'write', pieces: [gate.promise, replyOf(honestAnswer(call))] }));
  const { server, ana } = await talk();
  if (!isIn) ana.removes('archcheck');
  ana.runs('/arch-ask Is a monolith easier to debug than microservices?');
  await expect.poll(() => openAi.calls.length).toBeGreaterThan(0);
  await server.clock.advance(5 * 60_000);
  gate.resolve();
  await ana.sees(/only visible to you[\s\S]*while debugging[\s\S]*\[Share in channel\]/);
  expect(server.calls.filter(({ method }) => /Stream/.test(method))).toEqual([]);
  expect(server.problems).toEqual([]);
});

test('an update of a form that timed out, and takes effect long after, does not take anybody back', async () => {
  openAi.play(() => ({ kind: 'write', pieces: [gate.promise, '{"answers":[]}'] }));
  const { server, ana } = await conversation('signed HTTP', { archcheck: { env: settingsOf(openAi), timeoutMs: 100 } });
  const late = Promise.withResolvers<void>();
  onTestFinished(() => late.resolve());
  ana.runs(words);
  await ana.sees(waiting);
  server.slack.faults.next('views.update', { kind: 'hold', until: late.promise });
  gate.resolve();
  await ana.sees(/Is that right\?/);
  ana.submits();
  const gone = await ana.sees(/Question \d|It is posted/);
  const [held] = server.calls.filter(({ method }) => method === 'views.update');
  expect(held?.result).toBeNull();
  late.resolve();
  await expect.poll(() => held?.result).toEqual({ ok: false, error: 'hash_conflict' });
  expect(ana.screen()).toBe(gone);
});
