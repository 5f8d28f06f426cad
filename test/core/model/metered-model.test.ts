import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Asked, createMeteredModel } from '../../../src/core/model/metered-model.ts';
import { ModelError, type ModelPiece, type ModelRequest } from '../../../src/core/model/model.ts';
import type { Store } from '../../../src/core/ports.ts';
import { createMemoryStore } from '../../storage/memory-store.ts';
import { createScriptedModel, type Script } from './support.ts';

const day = { workspace: 'acme', day: '2026-11-26' };
const usage: ModelPiece = { kind: 'usage', inputTokens: 90, outputTokens: 30 };
// 300 characters are 100 tokens at the most, and 50 may be written: 150 are set aside.
const request: ModelRequest = {
  workspace: 'acme',
  instructions: 'x'.repeat(200),
  input: 'y'.repeat(100),
  form: { name: 'any', schema: z.object({}) },
  maxTokens: 50,
};

let now: number;
let store: Store;

beforeEach(() => {
  now = Date.UTC(2026, 10, 26, 12);
  store = createMemoryStore(() => now);
});

function metered(script: Script, dailyTokens = 1_000) {
  const inner = createScriptedModel(script);
  const counted: Asked[] = [];
  const asked = (one: Asked) => void counted.push(one);
  const model = createMeteredModel(inner, { ...store, clock: () => now, dailyTokens, asked });
  const write = async (to: Partial<ModelRequest> = {}): Promise<string> => {
    try {
      for await (const piece of model.write({ ...request, ...to }))
        if (piece.kind === 'text' && piece.text === 'stop') break;
      return 'done';
    } catch (error) {
      return error instanceof ModelError ? error.kind : String(error);
    }
  };
  return { write, asked: inner.requests, counted };
}

describe('what a model costs', () => {
  it('is written down as its server tells', async () => {
    const { write, counted } = metered(() => {
      now += 7;
      return ['text', usage];
    });
    await write();
    expect(counted).toEqual([{ ms: 7, outcome: 'ok', tokensIn: 90, tokensOut: 30 }]);
    expect(await store.usage.get(day)).toEqual({ requests: 1, inputTokens: 90, outputTokens: 30, reservedTokens: 0 });
  });

  it('is guessed from what went over the wire where the server does not tell, or is left early', async () => {
    await metered(() => ['z'.repeat(30)]).write();
    await metered(() => ['stop', usage]).write();
    expect(await store.usage.get(day)).toMatchObject({
      requests: 2,
      inputTokens: 200,
      outputTokens: 12,
      reservedTokens: 0,
    });
  });

  it('is nothing where nothing came back', async () => {
    const { write, counted } = metered(() => [new ModelError('unreachable')]);
    await write();
    expect(counted).toEqual([{ ms: 0, outcome: 'unreachable', tokensIn: 0, tokensOut: 0 }]);
    expect(await store.usage.get(day)).toEqual({ requests: 1, inputTokens: 0, outputTokens: 0, reservedTokens: 0 });
  });

  it('stays within the budget of a day and a workspace', async () => {
    const { write, asked } = metered(() => [usage], 270);
    expect(await write()).toBe('done');
    expect(await write()).toBe('done');
    expect(await write()).toBe('budget');
    expect(asked).toHaveLength(2);
    expect(await write({ workspace: 'other' })).toBe('done');
    now += 24 * 60 * 60 * 1000;
    expect(await write()).toBe('done');
  });

  it('is nothing at all with a budget of nothing', async () => {
    const { write, asked } = metered(() => [usage], 0);
    expect([await write(), asked]).toEqual(['budget', []]);
  });
});

describe('a model that keeps failing', () => {
  it('is left alone for a minute after three failures, then tried by one', async () => {
    let down = true;
    const { write, asked } = metered(() => (down ? [new ModelError('busy')] : [usage]), 100_000);
    for (const _ of [1, 2, 3]) expect(await write()).toBe('busy');
    now += 59_999;
    expect(await write()).toBe('paused');
    now += 1;
    expect(await Promise.all([write(), write()])).toEqual(['busy', 'paused']);
    expect(asked).toHaveLength(4);
    now += 60_000;
    down = false;
    expect(await write()).toBe('done');
    expect(await write()).toBe('done');
  });

  it('is tried by the next one where the first may not ask at all', async () => {
    let down = true;
    const { write } = metered(() => (down ? [new ModelError('busy')] : [usage]), 100_000);
    for (const _ of [1, 2, 3]) await write();
    now += 60_000;
    down = false;
    expect(await write({ maxTokens: 100_000 })).toBe('budget');
    expect(await write()).toBe('done');
  });

  it('is not left alone for what it refuses or breaks off, nor for failures between good answers', async () => {
    const refusing = metered(() => [new ModelError('refused')], 100_000);
    for (const _ of [1, 2, 3, 4]) expect(await refusing.write()).toBe('refused');
    const script = [1, 1, 0, 1, 1, 0];
    const flaky = metered(() => (script.shift() === 1 ? [new ModelError('slow')] : [usage]), 100_000);
    const outcomes = [];
    for (const _ of [1, 2, 3, 4, 5, 6]) outcomes.push(await flaky.write());
    expect(outcomes).toEqual(['slow', 'slow', 'done', 'slow', 'slow', 'done']);
  });
});
