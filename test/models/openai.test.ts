import { afterEach, describe, expect, it } from 'vitest';
import { ModelError, type ModelPiece, type ModelRequest } from '../../src/core/model/model.ts';
import { replySchema } from '../../src/core/model/reply-reader.ts';
import { createOpenAiModel } from '../../src/models/openai.ts';
import { models, written } from '../support/openai/models.ts';
import { type OpenAiOptions, type OpenAiServer, startOpenAi, testKey, testModel } from '../support/openai/server.ts';
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
    expect(server.hits).toHaveLength(options.knows.length === 0 ? 3 : 1);
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

/** A piece that never comes; says when it is waited for. */
function* waiting(begun: () => void): Generator<Promise<never>> {
  begun();
  yield new Promise<never>(() => undefined);
}
