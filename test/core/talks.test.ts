import { describe, expect, it } from 'vitest';
import { createTalks } from '../../src/core/talks.ts';

describe('what was last said in a place', () => {
  it('is the last three questions and answers of that place, oldest first, and only so much of each', () => {
    const talks = createTalks();
    for (const index of [1, 2, 3, 4])
      talks.add('a', `question ${index}`, index === 4 ? 'x'.repeat(900) : `answer ${index}`);
    talks.add('b', 'elsewhere', 'there');
    const turns = talks.of('a');
    expect(turns.map(({ text }) => text.slice(0, 12))).toEqual([
      ...['question 2', 'answer 2', 'question 3', 'answer 3', 'question 4'],
      'x'.repeat(12),
    ]);
    expect(turns.at(-1)?.text).toHaveLength(800);
    expect(talks.of('c')).toEqual([]);
  });

  it('is forgotten where too many places talk, and never holds half a character', () => {
    const talks = createTalks();
    talks.add('first', 'q', 'a');
    for (let index = 0; index < 2_000; index++) talks.add(`p${index}`, `${'x'.repeat(799)}😀`, 'a');
    expect(talks.of('first')).toEqual([]);
    expect(talks.of('p0')[0]?.text.isWellFormed()).toBe(true);
  });
});
