import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { TakenOverError, whileHeld } from '../../../src/platforms/holding.ts';
import { createApi } from '../../../src/platforms/slack/api.ts';
import { startSlack } from '../../support/slack/server.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

async function limitedSlack(wait: (ms: number) => Promise<void>) {
  const server = await startSlack();
  onTestFinished(() => server.close());
  const { botToken, workspace } = server.installation();
  const [channel] = [...workspace.channels.keys()];
  const api = createApi({ token: botToken, url: server.apiUrl, log: silent, wait });
  onTestFinished(() => api.close());
  const post = () => api.call('chat.postMessage', { channel, text: 'An answer.' });
  return { server, api, channel, post };
}

test('more than a channel takes a second goes out one by one, and none is lost', async () => {
  const messages = 20;
  const asleep: (() => void)[] = [];
  const { server, post } = await limitedSlack((ms) => {
    expect(ms).toBe(1_000);
    return new Promise((resolve) => asleep.push(resolve));
  });
  server.slack.faults.limit('chat.postMessage', 1);
  let done = 0;
  const all = Promise.allSettled(Array.from({ length: messages }, () => post().finally(() => (done += 1))));
  while (done < messages) {
    await vi.waitFor(() => expect(asleep.length > 0 || done === messages).toBe(true), { interval: 1 });
    await server.clock.advance(1_000);
    for (const wake of asleep.splice(0)) wake();
  }
  expect((await all).filter(({ status }) => status === 'rejected')).toEqual([]);
});

test('a Retry-After that is no number of seconds is taken as one', async () => {
  const waits: number[] = [];
  const { server, post } = await limitedSlack(async (ms) => void waits.push(ms));
  for (const retryAfterSeconds of [Number.NaN, -5, 0])
    server.slack.faults.next('chat.postMessage', { kind: 'status', status: 429, retryAfterSeconds });
  await post();
  expect(waits).toEqual([1_000, 1_000, 1_000]);
});

test('an answer that never ends is not waited for, though it goes on and on', async () => {
  const slack = createServer((_, response) => {
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(drip));
  });
  slack.listen(0, '127.0.0.1');
  await once(slack, 'listening');
  onTestFinished(() => void slack.close());
  const address = slack.address();
  const port = typeof address === 'object' ? address?.port : address;
  const api = createApi({
    token: 'x',
    url: `http://127.0.0.1:${port}/`,
    log: silent,
    wait: async () => undefined,
    timeoutMs: 40,
  });
  onTestFinished(() => api.close());
  await expect(api.call('chat.postMessage', {})).rejects.toThrow(/unreachable/);
});

test('what another copy has taken over is not shown, though it may still be read', async () => {
  const { server, api, channel, post } = await limitedSlack(async () => undefined);
  const over = async () => {
    throw new TakenOverError('slack/a');
  };
  const read = () => api.call('conversations.info', { channel });
  await whileHeld(over, async () => void (await read()));
  await expect(whileHeld(over, async () => void (await post()))).rejects.toThrow(TakenOverError);
  const url = server.apiUrl;
  await expect(whileHeld(over, () => api.respond(url, { text: 'An answer.' }))).rejects.toThrow(TakenOverError);
  await post();
  expect(server.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
});
