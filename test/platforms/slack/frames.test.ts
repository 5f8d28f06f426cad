import { once } from 'node:events';
import { createServer } from 'node:http';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { connect } from '../../../src/platforms/slack/connection.ts';
import { slackBodies } from '../../fuzz/bodies.ts';
import { damaged, typedText } from '../../fuzz/inputs.ts';

/** As little of Slack as opens a socket, so that any frame at all can be sent. */
async function socket() {
  const http = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port()}/` }));
  });
  const sockets = new WebSocketServer({ server: http });
  const port = () => {
    const address = http.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  await once(http.listen(0, '127.0.0.1'), 'listening');
  sockets.on('connection', (each) => each.send('{"type":"hello"}'));
  const taken: unknown[] = [];
  const waiting = new Set<() => void>();
  const note = () => undefined;
  const connection = await connect(
    { kind: 'socket', appToken: 'xapp-of-the-test', apiUrl: `http://127.0.0.1:${port()}/` },
    async (body) => {
      taken.push(body);
      for (const look of waiting) look();
    },
    { error: note, warn: note, info: note, debug: note },
    async () => undefined,
  );
  onTestFinished(async () => {
    await connection.close();
    sockets.close();
    http.close();
  });
  const [each] = sockets.clients;
  return {
    send: (frame: string) => each?.send(frame),
    connection,
    taken: (wanted: string) =>
      new Promise<void>((resolve) => {
        const look = () => void (taken.some((body) => JSON.stringify(body)?.includes(wanted)) && resolve());
        waiting.add(look);
        look();
      }),
  };
}

test('a frame of any form is read or left out, and the next one is taken', async () => {
  const { send, taken, connection } = await socket();
  const frames = fc.oneof(
    fc.constantFrom('null', '1', '[]', '{}', '{"type":"events_api"}', '{"type":"events_api","payload":null}', '{'),
    // A "disconnect" is no damage: it ends the socket.
    fc.json().filter((json) => !json.includes('disconnect')),
    typedText,
    fc
      .oneof(...slackBodies.map(damaged))
      .map((payload) => JSON.stringify({ envelope_id: 'e', type: 'events_api', payload })),
  );
  for (const frame of fc.sample(frames, { numRuns: 500, seed: 1 })) send(frame);
  send(
    JSON.stringify({
      envelope_id: 'last',
      type: 'events_api',
      payload: { event: { type: 'x' }, mark: 'the last one' },
    }),
  );
  await taken('the last one');
  expect(connection.isConnected()).toBe(true);
});
