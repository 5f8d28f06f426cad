import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createWeights } from '../../../src/core/decisions/draft/weigh.ts';
import { fitThreads } from '../../../src/core/evaluation/fit-threads.ts';
import { labelledThread } from '../../../src/core/evaluation/score-threads.ts';
import { weighClues } from '../../../src/core/evaluation/weigh-clues.ts';
import { files } from '../decisions/draft/support.ts';

describe('clues', () => {
  const cases = Array.from({ length: 40 }, (_, at) => ({
    evidence: new Map([['always', 1], [at % 2 === 0 ? 'even' : 'odd', 1], ...(at === 3 ? [['once', 1] as const] : [])]),
    isSo: at % 2 === 0,
    worth: 1,
  }));

  it('weigh for what they go together with, against what they do not, and nothing where they are rare', () => {
    const { clues } = weighClues(cases);
    expect(clues.get('even')).toBeGreaterThan(0.5);
    expect(clues.get('odd')).toBeLessThan(-0.5);
    expect(Math.abs(clues.get('always') ?? 1)).toBeLessThan(0.5);
    expect(clues.has('once')).toBe(false);
  });

  it('weigh the less, the more caution is asked for', () => {
    expect(weighClues(cases, 20).clues.get('even')).toBeLessThan(weighClues(cases, 1).clues.get('even') ?? 0);
  });
});

describe('threads', () => {
  const threads = readFileSync('test/evaluation/threads/tune.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelledThread.parse(JSON.parse(line)));
  // A tenth of the example sentences teaches in a tenth of the time.
  const lines = files.utterances.text.split('\n').filter((line, at) => !line.startsWith('  ') || at % 10 === 0);
  const few = { ...files, utterances: { ...files.utterances, text: lines.join('\n') } };
  const authors = [0, 1].map((half) => ({
    name: `half ${half}`,
    worth: 1,
    threads: threads.filter((_, at) => at % 2 === half).slice(0, 15),
  }));

  it('give weights that tell a decision from a question, always the same ones, and keep the threshold that people set', () => {
    const { weights, scores } = fitThreads(authors, few);
    expect(fitThreads(authors, few).weights).toEqual(weights);
    expect(weights.least.decision).toBe(Number(/decision: ([\d.]+)/.exec(files.weights.text)?.[1]));
    const { likely } = createWeights(weights);
    const said = new Map([
      ['decide', 1],
      ['names', 1],
    ]);
    expect(likely('decision', said)).toBeGreaterThan(
      likely(
        'decision',
        new Map([
          ['question', 1],
          ['names?', 1],
        ]),
      ),
    );
    expect([...scores.keys()]).toEqual(['half 0', 'half 1']);
    expect(scores.get('half 0')?.decided).toBeGreaterThan(50);
  });
});
