import { afterEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelPiece, type ModelRequest } from '../../src/core/model/model.ts';
import { replySchema } from '../../src/core/model/reply-reader.ts';
import { createOpenAiModel } from '../../src/models/openai.ts';
import { models, written } from '../support/openai/models.ts';
import {
  type OpenAiOptions,
  type OpenAiServer,
  type Play,
  startOpenAi,
  testKey,
  testModel,
} from '../support/openai/server.ts';
import { createTimers } from '../support/openai/timers.ts';

const request: ModelRequest = {
  workspace: 'acme',
  instructions: 'Write JSON.',
  input: '<conversation>\n{"question":"why?"}\n</conversation>',
  form: { name: 'answer', schema: replySchema },
  maxTokens: 4_000,
};

let server: OpenAiServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function started(options: OpenAiOptions = {}, { key = testKey, model = testModel } = {}) {
  const own = await startOpenAi(options);
  server = own;
  const timers = createTimers();
  const openai = createOpenAiModel({ apiKey: key, baseUrl: own.url, model, timeoutMs: 30_000, after: timers.after });
  const pieces: ModelPiece[] = [];
  const write = async (to: Partial<ModelRequest> = {}): Promise<string> => {
    pieces.length = 0;
    try {
      for await (const piece of openai.write({ ...request, ...to })) pieces.push(piece);
      return pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join('');
    } catch (error) {
      if (error instanceof ModelError) return error.kind;
      throw error;
    }
  };
  return { server: own, timers, openai, write, pieces };
}

/** Told soon to come again, so that nobody waits. */
const soon = { headers: { 'retry-after-ms': '1' } };
const reply = '{"verdict":"declined","sentences":[],"notCovered":[]}';

describe('a server of the OpenAI protocol', () => {
  it('is asked by the Responses API, with our form, and stores nothing', async () => {
    const { server, write, openai, pieces } = await started();
    server.play(() => written(reply));
    expect(await write()).toBe(reply);
    expect(pieces.at(-1)).toEqual({ kind: 'usage', inputTokens: 1_500, outputTokens: 120 });
    expect(openai.api).toBe('the Responses API');
    expect(server.calls).toMatchObject([
      { api: 'responses', instructions: request.instructions, input: request.input, maxTokens: 4_000 },
    ]);
  });

  it.each([
    [['chat'], 'chat completions'],
    [['chat-json'], 'chat completions, without a schema'],
    [['chat-plain'], 'chat completions, without a form'],
  ] as const)('that knows only %j is asked in that form, found out once', async (knows, api) => {
    const { server, write, openai, pieces } = await started({ knows });
    server.play(() => written(reply));
    expect(await write()).toBe(reply);
    expect(pieces.at(-1)).toEqual({ kind: 'usage', inputTokens: 1_500, outputTokens: 120 });
    expect(openai.api).toBe(api);
    const before = server.hits.length;
    await write();
    expect(server.hits.slice(before)).toEqual(['POST /v1/chat/completions']);
  });

  it.each([
    ['another key', { knows: ['responses'] }, { key: 'sk-wrong' }, 'key'],
    ['another model', { knows: ['responses'] }, { model: 'gpt-none' }, 'unknown-model'],
    ['no form that we know', { knows: [] }, {}, 'unknown-model'],
  ] as const)('that knows %s says so without a second try', async (_, options, own, kind) => {
    const { server, write } = await started(options, own);
    expect(await write()).toBe(kind);
    expect(server.calls).toEqual([]);
    expect(server.hits).toHaveLength(options.knows.length === 0 ? 4 : 1);
  });

  it.each([429, 500, 502, 503])('that answers %i is tried three times, then left', async (status) => {
    const { server, write } = await started();
    server.play(() => ({ kind: 'status', status, ...soon }));
    expect(await write()).toBe('busy');
    expect(server.calls).toHaveLength(3);
  });

  it('that is busy for a moment is tried again', async () => {
    const { server, write } = await started();
    server.play((_, attempt) => (attempt < 3 ? { kind: 'status', status: 429, ...soon } : written(reply)));
    expect(await write()).toBe(reply);
  });

  it('whose account is empty says so', async () => {
    const { server, write } = await started();
    server.play(() => ({ kind: 'status', status: 429, code: 'insufficient_quota', ...soon }));
    expect(await write()).toBe('quota');
  });

  it('that is not there is unreachable', async () => {
    const { server, write, timers } = await started();
    await server.stop();
    const outcome = write();
    // The library waits between its tries; the time-out ends that.
    timers.advance(10_000);
    expect(['unreachable', 'slow']).toContain(await outcome);
  });

  it('that wants us to come again when nobody waits any more is left at once', async () => {
    const { server, write } = await started();
    server.play(() => ({ kind: 'status', status: 429, headers: { 'retry-after': '30' } }));
    expect(await write()).toBe('busy');
    expect(server.calls).toHaveLength(1);
  });

  it('that shows a page for people at one address is asked at the other', async () => {
    const { server, write, openai } = await started();
    const page: Play = { kind: 'raw', contentType: 'text/html; charset=utf-8', body: ['<html>Welcome</html>'] };
    server.play(({ api }) => (api === 'responses' ? page : written(reply)));
    expect([await write(), openai.api]).toEqual([reply, 'chat completions']);
    const { server: everywhere, write: again } = await started();
    everywhere.play(() => page);
    expect(await again()).toBe('unreachable');
  });

  const text = (words: string) => ({ type: 'output_text', text: words });
  const message = (...content: object[]) => ({ output: [{ type: 'reasoning' }, { type: 'message', content }] });
  const chunk = (rest: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...rest }] })}\n\n`;
  const json = 'application/json';
  const events = 'text/event-stream';
  it.each<[string, 'responses' | 'chat', string, readonly string[], string]>([
    ['whole', 'responses', json, [JSON.stringify(message(text(reply)))], reply],
    [
      'whole',
      'chat',
      json,
      [JSON.stringify({ choices: [{ message: { content: reply }, finish_reason: 'stop' }] })],
      reply,
    ],
    ['whole, in parts', 'chat', json, [JSON.stringify({ choices: [{ message: { content: [text(reply)] } }] })], reply],
    ['in parts', 'chat', events, [chunk({ delta: { content: [text(reply)] } })], reply],
    [
      'only at the end',
      'responses',
      events,
      [`data: ${JSON.stringify({ type: 'response.completed', response: message(text(reply)) })}\n\n`],
      reply,
    ],
    [
      'with lines of another system and in odd pieces',
      'chat',
      events,
      [
        ': hello\r\n\r\nda',
        `ta:${chunk({ delta: { content: reply } }).slice(5, 20)}`,
        chunk({ delta: { content: reply } })
          .slice(20)
          .replaceAll('\n', '\r\n'),
      ],
      reply,
    ],
    [
      'with a cost that is none',
      'chat',
      events,
      [chunk({ delta: { content: reply } }), 'data: {"choices":[],"usage":{}}\n\n', 'data: [DONE]\n\n'],
      reply,
    ],
    ['broken off behind its end', 'chat', events, [chunk({ delta: { content: reply } }), 'data: {not json\n\n'], reply],
    ['as a refusal', 'responses', json, [JSON.stringify(message({ type: 'refusal', refusal: 'No.' }))], 'refused'],
    ['as a refusal', 'chat', json, [JSON.stringify({ choices: [{ message: { refusal: 'No.' } }] })], 'refused'],
    ['as another thing', 'chat', events, ['data: 7\n\n'], 'cut-off'],
    ['as nothing', 'chat', json, [''], 'cut-off'],
    ['without end and without a line', 'chat', events, forever('x'.repeat(100_000)), 'cut-off'],
    ['without end in one object', 'responses', json, forever(' '.repeat(100_000)), 'cut-off'],
  ])('that answers %s (%s) is understood as far as it can be', async (_, knows, contentType, body, outcome) => {
    const { server, write, pieces } = await started({ knows: [knows] });
    server.play(() => ({ kind: 'raw', contentType, body }));
    expect(await write()).toBe(outcome);
    expect(pieces.filter(({ kind }) => kind === 'usage')).toEqual([]);
  });

  it('that never says it is done is left a second behind a whole reply', async () => {
    const { server, write, timers, pieces } = await started({ knows: ['chat'] });
    server.play(() => ({
      kind: 'raw',
      contentType: events,
      body: [chunk({ delta: { content: reply } })],
      staysOpen: true,
    }));
    const outcome = write();
    await expect.poll(() => pieces.length).toBe(1);
    timers.advance(1_000);
    expect(await outcome).toBe(reply);
    expect(timers.count).toBe(0);
  });

  describe.each(['responses', 'chat'] as const)('whose model, by %s,', (api) => {
    it.each([
      ['refuses', models.refusing, 'refused'],
      ['fails in the middle', models.failing, 'cut-off'],
      ['writes too long', models.tooLong, 'cut-off'],
      ['is cut off', models.cutOff, 'cut-off'],
    ] as const)('%s', async (_, play, kind) => {
      const { server, write } = await started({ knows: [api] });
      server.play((call) => play({ ...call, instructions: '<facts>\n{"section":"s","facts":[]}\n</facts>' }));
      expect(await write()).toBe(kind);
    });

    it('says nothing is left after ten seconds', async () => {
      const { server, write, timers } = await started({ knows: [api] });
      const asked = new Promise<void>((resolve) => {
        server.play(() => {
          resolve();
          return { kind: 'hang' };
        });
      });
      const outcome = write();
      await asked;
      timers.advance(9_999);
      timers.advance(1);
      expect(await outcome).toBe('slow');
      expect(timers.count).toBe(0);
    });

    it('is slow with its first word is left after half of the time', async () => {
      const { server, write, timers } = await started({ knows: [api] });
      const { promise: asked, resolve } = Promise.withResolvers<void>();
      server.play(() => ({ kind: 'write', pieces: waiting(resolve) }));
      const outcome = write();
      await asked;
      timers.advance(15_000);
      expect(await outcome).toBe('slow');
    });

    it('is slow with its last word is left at the end of the time, and what it wrote before was heard', async () => {
      const { server, write, timers, pieces } = await started({ knows: [api] });
      const { promise: asked, resolve } = Promise.withResolvers<void>();
      server.play(() => ({ kind: 'write', pieces: ['{"verdict":', ...waiting(resolve)] }));
      const outcome = write({ deadlineMs: 2_000 });
      await asked;
      await expect.poll(() => pieces.length).toBe(1);
      timers.advance(2_000);
      expect(await outcome).toBe('slow');
    });

    it('never stops is stopped by whoever has heard enough', async () => {
      const { server, openai, timers } = await started({ knows: [api] });
      server.play(models.endless);
      let heard = 0;
      for await (const piece of openai.write(request)) {
        heard += piece.kind === 'text' ? piece.text.length : 0;
        if (heard > 50_000) break;
      }
      expect(timers.count).toBe(0);
    });
  });
});

/** Twenty million characters: more than anybody reads to the end. */
function forever(piece: string): readonly string[] {
  return Array.from({ length: 200 }, () => piece);
}

/** A piece that never comes; says when it is waited for. */
function* waiting(begun: () => void): Generator<Promise<never>> {
  begun();
  yield new Promise<never>(() => undefined);
}
