import { expect, test } from 'vitest';
import type { Bot, Posted, Reply } from '../../src/core/bot-events.ts';
import { remarkCard } from '../../src/core/card.ts';
import { createRefresher } from '../../src/platforms/refresher.ts';

const posted: Posted = { conversation: 'c', message: '1', link: null };
const subject = { kind: 'team', id: 't' } as const;

/** A card that shows a number, drawn by a platform that takes its time. */
function scene(options: { readonly isGone?: boolean } = {}) {
  const drawn: string[] = [];
  const state = { number: 0, where: posted, drawn, renewed: 0 };
  const waiting: (() => void)[] = [];
  const bot: Pick<Bot, 'current' | 'posted'> = {
    current: async () => ({ ...remarkCard(String(state.number)), replaces: state.where }),
    posted: async (_workspace, _subject, where) => {
      state.where = where;
    },
  };
  const draw = (card: Reply) =>
    new Promise<void>((done) => waiting.push(done)).then(() => state.drawn.push(card.summary));
  const refresher = createRefresher({
    bot,
    async replace(where, card) {
      await draw(card);
      return options.isGone === true && where.message === '1' ? null : where;
    },
    async renew() {
      state.renewed += 1;
      return { ...posted, message: '2' };
    },
  });
  /** Lets the platform finish what it is at, until nothing is left. */
  const settle = async () => {
    for (let idle = 0; idle < 5; ) {
      const next = waiting.shift();
      idle = next === undefined ? idle + 1 : 0;
      next?.();
      await new Promise(setImmediate);
    }
  };
  const change = () => {
    state.number += 1;
    return refresher.refresh('w', subject);
  };
  return { state, change, settle };
}

test('what changes while a card is drawn is drawn once more, however often it changes', async () => {
  const { state, change, settle } = scene();
  const changes = Array.from({ length: 200 }, change);
  await settle();
  await Promise.all(changes);
  expect(state.drawn.at(-1)).toBe('200');
  expect(state.drawn.length).toBeLessThanOrEqual(2);
});

test('a change that another copy makes meanwhile is drawn, too', async () => {
  const { state, change, settle } = scene();
  const done = change();
  await new Promise(setImmediate);
  state.number = 7;
  await settle();
  await done;
  expect(state.drawn).toEqual(['1', '7']);
});

test('a card that is gone is posted anew once, and kept up to date there', async () => {
  const { state, change, settle } = scene({ isGone: true });
  for (let at = 0; at < 2; at++) {
    const done = change();
    await settle();
    await done;
  }
  expect(state).toMatchObject({ renewed: 1, where: { message: '2' } });
  expect(state.drawn.at(-1)).toBe('2');
});
