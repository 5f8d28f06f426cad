import { describe, expect, it } from 'vitest';
import { parseQuestions } from '../../../src/core/evaluation/questions.ts';
import { scoreQuestions } from '../../../src/core/evaluation/score-questions.ts';

const items = parseQuestions(
  'set.jsonl',
  [
    '{"id":"1","kind":"direct","question":"a?","expect":"answered","sections":["A","B"],"facts":["Weak","test"]}',
    '{"id":"2","kind":"direct","question":"b?","expect":"answered","sections":["C"],"facts":[]}',
    '',
    '{"id":"3","kind":"out","question":"c?","expect":"declined","sections":[],"facts":[]}',
  ].join('\n'),
);

const results = [
  {
    status: 'answered',
    ranked: ['B'],
    answer: 'It is weak, said the latest.',
    citations: [{ section: 'B', quote: 'Weak' }],
  },
  { status: 'declined', ranked: ['X', 'Y', 'C'], answer: '', citations: [] },
  { status: 'declined', ranked: ['X'], answer: '', citations: [] },
] as const;

describe('the figures of a question set', () => {
  const { all, byKind } = scoreQuestions(items, results, () => true);

  it('count a right section at rank 1 and among the first three', () => {
    expect([all.recallAt1, all.recallAt3]).toEqual([0.5, 1]);
  });

  it('count what was declined rightly and wrongly', () => {
    expect([all.declineRecall, all.declinePrecision, all.wrongDeclines, all.statusAccuracy]).toEqual([
      1,
      0.5,
      0.5,
      2 / 3,
    ]);
  });

  it('count facts as whole words, and quotes', () => {
    expect([all.factCoverage, all.verbatimQuotes]).toEqual([0.5, 1]);
  });

  it('are null where there is nothing to count', () => {
    expect(byKind.get('out')?.recallAt1).toBeNull();
    expect(byKind.get('direct')?.declineRecall).toBeNull();
  });

  it('refuse a line that is no question, naming file and line', () => {
    expect(() => parseQuestions('set.jsonl', '\n{"id":1}')).toThrow(/^set\.jsonl:2: expected a question, for example/);
    expect(() => parseQuestions('set.jsonl', '{')).toThrow(/^set\.jsonl:1: .*the line/);
  });
});
