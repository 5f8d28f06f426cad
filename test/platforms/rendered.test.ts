import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toMessages as toDiscord } from '../../src/platforms/discord/render.ts';
import { toMessages as toSlack } from '../../src/platforms/slack/render.ts';
import { toText } from '../../src/platforms/terminal/render.ts';
import { sampleCards } from '../support/sample-cards.ts';

/** `UPDATE=1 npx vitest run test/platforms/rendered.test.ts` writes the files anew; then read the difference. */
const update = process.env['UPDATE'] !== undefined;

describe.each(Object.entries(sampleCards))('the %s card', (name, card) => {
  it.each([
    ['slack.json', () => `${JSON.stringify(toSlack(card), null, 2)}\n`],
    ['discord.json', () => `${JSON.stringify(toDiscord(card), null, 2)}\n`],
    [
      'terminal.txt',
      () =>
        [80, 40]
          .map((width) => `${`== ${width} columns `.padEnd(width, '=')}\n\n${toText(card, { width, colour: false })}\n`)
          .join('\n'),
    ],
  ])('is rendered as in its %s', (ending, render) => {
    const path = new URL(`../rendered/${name}.${ending}`, import.meta.url);
    if (update) writeFileSync(path, render());
    expect(existsSync(path)).toBe(true);
    expect(render()).toBe(readFileSync(path, 'utf8'));
  });
});
