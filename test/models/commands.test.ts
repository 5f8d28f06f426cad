import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../../src/cli.ts';
import { builtIn } from '../support/built-in.ts';
import { dataIn } from '../support/openai/call.ts';
import { honestAnswer, models, replyOf } from '../support/openai/models.ts';
import { type OpenAiServer, startOpenAi, testKey, testModel } from '../support/openai/server.ts';
import { archcheck, createWorld, freshFolder } from '../support/world.ts';

const debug = 'Is a monolith easier to debug than microservices?';
const sentence = /A monolith is easier to debug/;

let server: OpenAiServer;
let env: Record<string, string>;
beforeAll(async () => {
  server = await startOpenAi();
  env = { OPENAI_API_KEY: testKey, OPENAI_BASE_URL: server.url, OPENAI_MODEL: testModel };
});
beforeEach(() => server.play(models.honest));
afterAll(() => server.stop());

const result = z.object({
  id: z.string(),
  mode: z.string(),
  answer: z.string(),
  posted: z.object({ slack: z.string() }),
});

describe('ask', () => {
  it('answers with the model where a key is set, and without it on request', async () => {
    const asked = server.calls.length;
    const worded = await archcheck(['ask', '--json', debug], { env });
    expect(JSON.parse(worded.output)).toMatchObject({ status: 'answered', mode: 'model' });
    expect(server.calls).toHaveLength(asked + 1);
    const cwd = freshFolder();
    const offline = await archcheck(['ask', '--json', '--offline', debug], { env, cwd });
    expect(JSON.parse(offline.output)).toMatchObject({ status: 'answered', mode: 'offline' });
    expect(server.calls).toHaveLength(asked + 1);
    expect(existsSync(join(cwd, '.archcheck'))).toBe(false);
  });

  it('reads lines in order, each conversation with its own thread', async () => {
    const asked = server.calls.length;
    const lines = [
      { id: 'a', question: debug, conversation: 1 },
      { id: 'b', question: 'hello', conversation: 1 },
      { id: 'c', question: 'And which is easier to test?', conversation: 1 },
      { id: 'd', question: 'Is testing easier with a monolith?', conversation: 2 },
    ];
    const input = lines.map((line) => JSON.stringify(line)).join('\n');
    const { output } = await archcheck(['ask', '--jsonl'], { env, input });
    const results = output
      .trim()
      .split('\n')
      .map((line) => result.parse(JSON.parse(line)));
    expect(results.map(({ id, mode }) => [id, mode])).toEqual([
      ['a', 'model'],
      ['b', 'offline'],
      ['c', 'model'],
      ['d', 'model'],
    ]);
    expect(results.every(({ answer, posted }) => posted.slack.includes(answer.split('\n')[0] ?? ''))).toBe(true);
    // Two conversations are answered at the same time, the lines of one behind each other.
    const threads = server.calls.slice(asked).map((call) => dataIn(call, 'conversation'));
    expect(threads).toHaveLength(3);
    const begun = (line: number) => expect.objectContaining({ question: lines[line]?.question, thread: [] });
    expect(threads.slice(0, 2)).toEqual(expect.arrayContaining([begun(0), begun(3)]));
    const said = [
      { from: 'person', text: debug },
      { from: 'bot', text: results[0]?.answer },
    ];
    expect(threads[2]).toMatchObject({ question: lines[2]?.question, thread: said });
  });
});

describe('the terminal chat', () => {
  it('shows each sentence as soon as it holds, and nothing twice', async () => {
    const { promise: shown, resolve: goOn } = Promise.withResolvers<void>();
    server.play((call) => {
      const reply = replyOf(honestAnswer(call));
      const cut = reply.indexOf('},{') + 1;
      return { kind: 'write', pieces: [reply.slice(0, cut), shown, reply.slice(cut)] };
    });
    const input = new PassThrough();
    const world = createWorld({ env, input, columns: 80 });
    const done = run(['start'], world, builtIn);
    input.write(`${debug}\n`);
    await expect.poll(() => world.output(), { timeout: 20_000 }).toMatch(/\./);
    const first = world.output();
    expect(first).not.toContain('From microservices-vs-monolith');
    goOn();
    input.end();
    expect(await done).toBe(0);
    const output = world.output();
    expect(output.startsWith(first)).toBe(true);
    expect(output).toContain('From microservices-vs-monolith');
    expect(output.split(first.trim())).toHaveLength(2);
    expect(world.errors()).toBe('');
  });
});

describe('doctor', () => {
  it('says which model answers where, by which form of the protocol', async () => {
    server.play(() => ({ kind: 'write', pieces: ['{"ready":', 'true}'] }));
    const { output, status } = await archcheck(['doctor'], { env });
    expect(status).toBe(0);
    expect(output).toMatch(/ok {4}model {10}test-model at 127\.0\.0\.1:\d+ answers, by the Responses API\n/);
    expect(output).toMatch(/ok {4}prompts {8}3 files read, every slot in its place\n/);
  });

  it.each([
    [{ OPENAI_API_KEY: 'sk-wrong-key' }, /it refuses OPENAI_API_KEY\. Make a new key and set it\./],
    [{ OPENAI_MODEL: 'gpt-none' }, /gpt-none at .*: it knows no such model\. Set OPENAI_MODEL/],
    [{ OPENAI_MODEL: '' }, /OPENAI_MODEL: expected the name of a model at OPENAI_BASE_URL, for example llama3\.3/],
  ])('says what is wrong and whose move it is: %j', async (wrong, expected) => {
    const { output, status } = await archcheck(['doctor'], { env: { ...env, ...wrong } });
    expect(status).toBe(1);
    expect(output).toMatch(/fail {2}model/);
    expect(output).toMatch(expected);
    expect(output).not.toContain('sk-wrong-key');
  });

  it('leaves the model alone without a key', async () => {
    const { output, status } = await archcheck(['doctor']);
    expect(status).toBe(0);
    expect(output).toContain('off   model          OPENAI_API_KEY is not set: answers are composed offline');
  });
});

describe('evaluate --model', () => {
  it('wants a model', async () => {
    const { status, errors } = await archcheck(['evaluate', '--model']);
    expect([status, errors]).toEqual([1, expect.stringContaining('--model: expected OPENAI_API_KEY to be set')]);
  });

  it('prints the same figures, and what became of the sentences and why', async () => {
    server.play((call) => (call.input.includes('monolith') ? models.honest(call) : models.overClaiming(call)));
    const { status, output } = await archcheck(['evaluate', '--model', '--limit', '6', '--json'], { env });
    expect(status).toBe(0);
    const [questions, model] = z
      .array(
        z.object({
          set: z.string(),
          rows: z.array(z.object({ part: z.string(), kind: z.string(), count: z.number() })),
        }),
      )
      .parse(JSON.parse(output));
    expect(questions).toMatchObject({
      set: 'Questions',
      rows: expect.arrayContaining([expect.objectContaining({ part: 'kept', kind: 'all' })]),
    });
    expect(model?.set).toBe('Model');
    const kinds = model?.rows.filter(({ part }) => part === 'tune').map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['sentences kept', 'dropped: over-claim', 'answers of the model', 'not used: unbacked']),
    );
  });
});

describe('with no key', () => {
  it('nothing of a model is loaded', async () => {
    const { output } = await archcheck(['ask', debug]);
    expect(output).toMatch(sentence);
    expect(output).not.toContain('comes without it');
  });
});
