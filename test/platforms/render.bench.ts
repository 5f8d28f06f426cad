import { describe, it } from 'vitest';
import { toMessages as toDiscord } from '../../src/platforms/discord/render.ts';
import { toMessages as toSlack } from '../../src/platforms/slack/render.ts';
import { toText } from '../../src/platforms/terminal/render.ts';
import { sampleCards } from '../support/sample-cards.ts';

describe.each(['answer', 'verdict', 'hostile'])('drawing the %s card', (name) => {
  const card = sampleCards[name];
  if (!card) throw new Error(`There is no sample card "${name}".`);

  it('for each platform', async ({ bench }) => {
    await bench.compare(
      bench('Slack', () => {
        toSlack(card);
      }),
      bench('Discord', () => {
        toDiscord(card);
      }),
      bench('the terminal', () => {
        toText(card, { width: 80, colour: true });
      }),
    );
  });
});
