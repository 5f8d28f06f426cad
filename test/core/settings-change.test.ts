import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeId, parseChange, parseChangeId } from '../../src/core/settings-change.ts';

describe('what is typed behind /arch-settings', () => {
  it.each([
    ['answers off', { channel: 'c', everywhere: false, settings: { answers: false } }],
    ['  Follow-Ups   ON  everywhere ', { channel: '', everywhere: true, settings: { followUps: true } }],
    ['model off', { channel: 'c', everywhere: false, settings: { model: false } }],
    ['budget 200000', { channel: '', everywhere: true, settings: { dailyTokens: 200_000 } }],
    ['budget 1,200.000 everywhere', { channel: '', everywhere: true, settings: { dailyTokens: 1_200_000 } }],
    ['budget 0', { channel: '', everywhere: true, settings: { dailyTokens: 0 } }],
    ['budget 1000000000000', { channel: '', everywhere: true, settings: { dailyTokens: 1_000_000_000_000 } }],
    ['budget all', { channel: '', everywhere: true, settings: { dailyTokens: null } }],
  ])('%j is read', (words, expected) => {
    expect(parseChange(words, 'c')).toEqual(expected);
  });

  it.each([
    ...['', 'answers', 'answers of', 'answers off here', 'constructor on', 'answers off everywhere now', 'budget'],
    ...['budget -1', 'budget 1.5', 'budget 12,34', 'budget 1e3', 'budget 1000000000001', 'budget on', 'model all'],
  ])('%j is not', (words) => {
    expect(parseChange(words, 'c')).toBeNull();
  });
});

describe('the id of a button', () => {
  const settings = fc.oneof(
    fc.boolean().map((answers) => ({ answers })),
    fc.boolean().map((model) => ({ model })),
    fc.nat().map((dailyTokens) => ({ dailyTokens })),
    fc.constant({ dailyTokens: null }),
  );

  it('carries the change, and a channel’s never the budget', () => {
    fc.assert(
      fc.property(settings, fc.stringMatching(/^[A-Z0-9]{0,20}$/), (changed, channel) => {
        const read = parseChangeId(changeId(channel, changed));
        if ('dailyTokens' in changed && channel !== '') expect(read).toBeNull();
        else expect(read).toEqual({ channel, everywhere: channel === '', settings: changed });
      }),
    );
  });

  it.each(['settings', 'settings:c', 'settings:c:answers', 'settings:c:answers:on:x', 'check:c:answers:on'])(
    '%j is of something else',
    (id) => {
      expect(parseChangeId(id)).toBeNull();
    },
  );
});
