import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/operations/metrics.ts';
import { createReadiness } from '../../src/operations/readiness.ts';
import { startOperations } from '../../src/operations/server.ts';
import { createStoreTrouble } from '../../src/operations/store-trouble.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { running } from './running.ts';

async function alone() {
  const readiness = createReadiness();
  const server = await startOperations({ port: 0, host: '127.0.0.1', metrics: createMetrics(), readiness });
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`${server.url}${path}`, { method });
    return [response.status, (await response.text()).trim()];
  };
  return { readiness, server, get };
}

describe('the operations port', () => {
  it('says that it is alive from the first moment, and ready only in between', async () => {
    const { readiness, server, get } = await alone();
    expect(await get('/readyz')).toEqual([503, 'starting']);
    readiness.started();
    expect(await get('/readyz?verbose')).toEqual([200, 'ready']);
    readiness.stopping();
    expect(await get('/readyz')).toEqual([503, 'shutting down']);
    readiness.started();
    expect(await get('/readyz')).toEqual([503, 'shutting down']);
    expect(await get('/healthz')).toEqual([200, 'alive']);
    await server.close();
  });

  it('names each part that is not well, and shows nothing of an error', async () => {
    const { readiness, server, get } = await alone();
    readiness.started();
    let trouble: string | null = 'not connected';
    readiness.watch('slack', () => trouble);
    readiness.watch('store', () => {
      throw new Error('/secret/path');
    });
    expect(await get('/readyz')).toEqual([503, 'slack: not connected\nstore: failed']);
    trouble = null;
    readiness.watch('store', () => null);
    expect(await get('/readyz')).toEqual([200, 'ready']);
    await server.close();
  });

  it('knows nothing else, and takes nothing', async () => {
    const { server, get } = await alone();
    expect((await get('/'))[0]).toBe(404);
    expect((await get('/metrics', 'POST'))[0]).toBe(405);
    await server.close();
  });

  it('says whose move it is where its port is taken', async () => {
    const { server } = await alone();
    const port = Number(new URL(server.url).port);
    await expect(
      startOperations({ port, host: '127.0.0.1', metrics: createMetrics(), readiness: createReadiness() }),
    ).rejects.toThrow(/cannot be listened on .*ARCHCHECK_OPERATIONS_PORT/);
    await server.close();
  });
});

describe('the store’s trouble', () => {
  it('is remembered for two looks, and a wrong cursor is none', async () => {
    const clock = { now: 1_000_000 };
    const store = await openStore({ folder: ':memory:', clock: () => clock.now });
    const trouble = createStoreTrouble(store, () => clock.now);
    expect(await trouble.now()).toBeNull();
    await store.checks.list('T1', { words: '', limit: 1, after: 'nonsense' }).catch(trouble.failed);
    expect(await trouble.now()).toBeNull();
    trouble.failed(new StoreError('full'));
    clock.now += 14_999;
    expect(await trouble.now()).toMatch(/failed/);
    clock.now += 1;
    expect(await trouble.now()).toBeNull();
    await store.close();
    await expect(trouble.now()).rejects.toThrow(/closed/);
  });
});

describe('a running bot', () => {
  it('counts what it acknowledged, answered, declined and stored, without a word or an id', async () => {
    const { ana, get, server } = await running();
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
    ana.mentions('what is a monolith?');
    await ana.sees(/\[👍\]/);
    await ana.mentions('who won the cup in 1998, Zidane?').acknowledged;
    await ana.sees(/1998[\s\S]*archcheck:/);
    const { text } = await get('/metrics');
    const value = (line: string) =>
      Number(
        text
          .split('\n')
          .find((each) => each.startsWith(`${line} `))
          ?.split(' ')[1],
      );
    expect(value('archcheck_answers_total{status="answered",mode="offline"}')).toBe(1);
    expect(value('archcheck_answers_total{status="declined",mode="offline"}')).toBe(1);
    expect(value('archcheck_events_total{platform="slack",outcome="taken"}')).toBe(2);
    expect(value('archcheck_acknowledgement_seconds_count{platform="slack"}')).toBeGreaterThanOrEqual(2);
    expect(value('archcheck_store_seconds_count{operation="events.claim",ok="true"}')).toBeGreaterThanOrEqual(2);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    const { workspace } = server.installation();
    for (const never of ['monolith', 'Zidane', workspace.id, ana.id, ana.channelId()])
      expect(text).not.toContain(never);
  });

  it('is not ready where Slack cannot reach it', async () => {
    const { get, server } = await running();
    await server.close();
    let told = await get('/readyz');
    while (told.status === 200) told = await get('/readyz');
    expect(told.text).toBe('slack: not connected\n');
  });
});
