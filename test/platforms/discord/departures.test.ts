import { expect, test } from 'vitest';
import { conversation } from './conversation.ts';

test('a server that took the bot out is noted, and forgiven when it comes back', async () => {
  const { server, archcheck, ana, quiet } = await conversation();
  const departed = () => archcheck.store.workspaces.gone(server.clock.now() + 1, 10);
  ana.mentions('what is a monolith?');
  await quiet();
  expect(await departed()).toEqual([]);
  server.kick();
  await quiet();
  await expect.poll(departed).toEqual([server.guild().id]);
  server.invite();
  await quiet();
  await expect.poll(departed).toEqual([]);
  expect(server.problems).toEqual([]);
});
