import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '../../../src/platforms/slack/connection.ts';
import { anyText } from '../../support/cards.ts';

const signingSecret = 'a-secret-of-the-test';
async function listening() {
  const taken: unknown[] = [];
  const said: string[] = [];
  const note = (line: string) => void said.push(line);
  const connection = await connect(
    { kind: 'http', signingSecret, port: 0 },
    async (body, acknowledge) => {
      taken.push(body);
      await acknowledge();
    },
    { error: note, warn: note, info: note, debug: note },
    async () => undefined,
  );
  onTestFinished(() => closed());
  let closing: Promise<void> | null = null;
  const closed = () => {
    closing ??= connection.close();
    return closing;
  };
  const send = async (body: string, secondsAhead = 0, secret = signingSecret) => {
    const timestamp = String(Math.floor(Date.now() / 1_000) + secondsAhead);
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const response = await fetch(connection.url ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hash}`,
      },
      body,
    });
    return response.status;
  };
  return { taken, said, send, close: closed, url: connection.url ?? '' };
}

describe('a signed request', () => {
  it.each([
    ['now', 0, 200],
    ['just inside the past side', -295, 200],
    ['past the past side', -302, 401],
    ['just inside the future side', 295, 200],
    ['past the future side', 305, 401],
    ['an hour ahead', 3_600, 401],
  ])('that is signed for %s is answered with its status', async (_, seconds, status) => {
    const { send, taken } = await listening();
    expect(await send('{"type":"x"}', seconds)).toBe(status);
    expect(taken).toHaveLength(status === 200 ? 1 : 0);
  });

  it('that never ends does not hold up the end', async () => {
    const { url, close } = await listening();
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write('POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    await Promise.all([close(), once(socket, 'close')]);
  });

  it('with a wrong signature, or none, is refused', async () => {
    const { send, url, taken } = await listening();
    expect(await send('{"type":"x"}', 0, 'another')).toBe(401);
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
    expect(taken).toEqual([]);
  });

  it('that is not JSON is refused, and the log does not say what it was', async () => {
    const { send, said } = await listening();
    expect(await send('Zanzibar {')).toBe(400);
    expect(said.join()).toMatch(/Malformed request body/);
    expect(said.join()).not.toContain('Zanzibar');
  });

  it('of any body at all is answered', async () => {
    const { send } = await listening();
    const bodies = fc.oneof(
      fc.constantFrom(
        'null',
        '1',
        '"x"',
        '[]',
        '[null]',
        '{}',
        '',
        ' ',
        '{"ssl_check":"1"}',
        '{"type":"url_verification"}',
      ),
      fc.json(),
      anyText,
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        expect([200, 400]).toContain(await send(body));
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it.each(['//', '/slack/events/../..', '*', '/%', '/?', '/slack/events?x=//'])(
    'to %s is answered, whoever sent it',
    async (address) => {
      const { url, send } = await listening();
      const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
      socket.end(`POST ${address} HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull`);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 [45]\d\d /);
      expect(await send('{}')).toBe(200);
    },
  );

  it('of a megabyte is read, and one byte more is refused before it is parsed', async () => {
    const { send, taken } = await listening();
    const body = (bytes: number) => `{"text":"${'x'.repeat(bytes - 11)}"}`;
    expect(body(1_000)).toHaveLength(1_000);
    expect(await send(body(1_000_000))).toBe(200);
    expect(await send(body(1_000_001))).toBe(413);
    expect(taken).toHaveLength(1);
  });
});
