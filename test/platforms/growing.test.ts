import { expect, test } from 'vitest';
import { remarkCard } from '../../src/core/card.ts';
import { createGrowing } from '../../src/platforms/growing.ts';

const never = () => new Promise<void>(() => undefined);

test('shows the first at once, of what comes meanwhile only the newest, and nothing after the end', async () => {
  const shown: string[] = [];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const growing = createGrowing(async ({ summary }) => {
    await gates[shown.push(summary) - 1]?.promise;
    return true;
  });
  for (const text of ['a', 'a b', 'a b c']) growing.grow(remarkCard(text));
  expect(shown).toEqual(['a']);
  gates[0]?.resolve();
  await expect.poll(() => shown).toEqual(['a', 'a b c']);
  growing.grow(remarkCard('a b c d'));
  gates[1]?.resolve();
  await growing.end();
  growing.grow(remarkCard('late'));
  expect(shown).toEqual(['a', 'a b c']);
});

test('pauses between two, but the end does not wait', async () => {
  const shown: string[] = [];
  const growing = createGrowing(async ({ summary }) => shown.push(summary) > 0, never);
  growing.grow(remarkCard('a'));
  growing.grow(remarkCard('a b'));
  await growing.end();
  expect(shown).toEqual(['a']);
});

test('shows nothing more once that is not to be had, and tells of a mistake at the end', async () => {
  const shown: string[] = [];
  const refused = createGrowing(async ({ summary }) => shown.push(summary) === 0);
  refused.grow(remarkCard('a'));
  await refused.end();
  refused.grow(remarkCard('a b'));
  expect(shown).toEqual(['a']);
  const broken = createGrowing(() => Promise.reject(new Error('a mistake')));
  broken.grow(remarkCard('a'));
  await expect(broken.end()).rejects.toThrow('a mistake');
});
