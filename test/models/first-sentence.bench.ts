import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createMemoryStore } from '../storage/memory-store.ts';
import { honestAnswer, replyOf } from '../support/openai/models.ts';
import { startOpenAi, testKey, testModel } from '../support/openai/server.ts';
import { createWorld } from '../support/world.ts';

const runs = 200;
/** From the last bracket of the first sentence, as the server writes it, to the card that shows it. */
const mostMs = 100;

describe('the first verified sentence', () => {
  it.each(['responses', 'chat'] as const)('by %s', { timeout: 120_000 }, async (api) => {
    const server = await startOpenAi({ knows: [api] });
    let writtenAt = 0;
    server.play((call) => {
      const reply = replyOf(honestAnswer(call));
      const cut = reply.indexOf('},{') + 1;
      const pieces = function* () {
        yield reply.slice(0, cut - 1);
        writtenAt = performance.now();
        yield reply.slice(cut - 1);
      };
      return { kind: 'write', pieces: pieces() };
    });
    const env = { OPENAI_API_KEY: testKey, OPENAI_BASE_URL: server.url, OPENAI_MODEL: testModel };
    const world = createWorld({ env: { ...env, OPENAI_DAILY_TOKENS: '100000000' } });
    const bot = await createApp(world, {}).bot(createMemoryStore(world.now));
    const times: number[] = [];
    for (let run = 0; run < runs; run++) {
      let shown = 0;
      // Each in a place of its own, so that nothing comes from memory.
      const text = `Is a monolith easier to debug than microservices, case ${run}?`;
      await bot.handle(
        { workspace: 'acme', conversation: `c${run}`, person: 'ann', event: { kind: 'message', text } },
        undefined,
        ({ blocks }) => {
          if (blocks.length > 0) shown ||= performance.now();
        },
      );
      times.push(shown - writtenAt);
    }
    await server.stop();
    times.sort((one, other) => one - other);
    const at = (share: number) => times[Math.floor(share * (runs - 1))] ?? Number.NaN;
    process.stdout.write(`${api}: ${at(0.5).toFixed(1)} ms at p50, ${at(0.99).toFixed(1)} ms at p99\n`);
    expect(at(0.99)).toBeLessThanOrEqual(mostMs);
  });
});
