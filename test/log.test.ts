import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';
import { redacted } from '../src/redact.ts';

function logged(level: string, isTTY = false, secrets: readonly string[] = []) {
  const out = Object.assign(new PassThrough(), { isTTY });
  return { log: createLog(level, out, secrets), text: () => String(out.read() ?? '') };
}

describe('the log', () => {
  it('is a JSON object a line, with the level as a word and the facts beside it', () => {
    const { log, text } = logged('info');
    log.warn('two\nlines', { attempt: 2 });
    expect(JSON.parse(text())).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      attempt: 2,
      msg: 'two\nlines',
    });
  });

  it('is a plain line for a person at a terminal', () => {
    const { log, text } = logged('info', true);
    log.error('two\nlines', { event: 'slack/1' });
    expect(text()).toMatch(/^\d\d:\d\d:\d\d error: two lines event="slack\/1"\n$/);
  });

  it.each([
    ['trace', 4],
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['fatal', 0],
    ['silent', 0],
  ])('at %s writes %i of four levels', (level, count) => {
    const { log, text } = logged(level);
    for (const each of [log.debug, log.info, log.warn, log.error]) each('said');
    expect(text().split('\n').filter(Boolean)).toHaveLength(count);
  });

  it.each([
    ['a Slack bot token', 'xoxb-123-456-abcDEF'],
    ['a Slack app token', 'xapp-1-A1-2-abcdef'],
    ['a Slack refresh token', 'xoxe.xoxp-1-Mi0yLTE'],
    ['a response URL', 'https://hooks.slack.com/commands/T1/2/abcdef'],
    ['the ticket of a socket', 'ticket=8a7c-11'],
    ['a Discord token', `${'M'.repeat(24)}.GaBcDe.${'x'.repeat(38)}`],
    ['an OpenAI key', 'sk-proj-abcdefgh12345'],
    ['a header', 'Bearer abcdefghijkl'],
  ])('leaves out %s', (_, secret) => {
    const { log, text } = logged('info');
    log.info(`it said: ${secret} and more`, { from: secret });
    const line = text();
    expect(line).not.toContain(secret.replace(/^(?:Bearer |ticket=)/, ''));
    expect(line.split(redacted).length).toBe(3);
  });

  it('leaves out who one is in a database address', () => {
    const { log, text } = logged('info');
    log.info('postgres://archcheck:hunter2hunter2@db.example/archcheck');
    expect(text()).toContain(`postgres://${redacted}@db.example/archcheck`);
  });

  it('leaves out a given secret whatever its shape, also where the text is cut', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,40}$/), fc.nat(2_100), (secret, at) => {
        const { log, text } = logged('info', false, [secret]);
        log.info(`${'-'.repeat(at)}${secret}`);
        expect(text()).not.toContain(secret.slice(0, 8));
      }),
      { numRuns: 300 },
    );
  });
});
