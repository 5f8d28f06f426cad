import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../../src/platforms/discord/api.ts';
import { TakenOverError, whileHeld } from '../../../src/platforms/holding.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined };

test('what another copy has taken over is not shown, though it may still be read', async () => {
  const heard: string[] = [];
  const discord = createServer((request, response) => {
    heard.push(`${request.method}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  discord.listen(0, '127.0.0.1');
  await once(discord, 'listening');
  onTestFinished(() => void discord.close());
  const address = discord.address();
  const port = typeof address === 'object' ? address?.port : address;
  const url = `http://127.0.0.1:${port}/api`;
  const api = createApi({ token: 'x', url, log: silent, wait: async () => undefined });
  onTestFinished(() => api.close());
  const over = async () => {
    throw new TakenOverError('discord/a');
  };
  await whileHeld(over, async () => void (await api.call('GET', '/channels/1')));
  const post = () => api.call('POST', '/channels/1/messages', { body: { content: 'An answer.' } });
  await expect(whileHeld(over, async () => void (await post()))).rejects.toThrow(TakenOverError);
  await post();
  expect(heard).toEqual(['GET', 'POST']);
});
