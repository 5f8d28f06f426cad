import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../../src/core/answers/coverage-rule.ts';
import { reconsider } from '../../../src/core/answers/reconsider.ts';
import { createTeacher } from '../../../src/core/answers/taught.ts';
import { understand } from '../../../src/core/answers/understand.ts';
import type { Example } from '../../../src/core/knowledge/examples.ts';
import { loadLexicon } from '../../../src/core/knowledge/load-lexicon.ts';
import type { Nearness } from '../../../src/core/knowledge/nearness.ts';
import { knowledgeWith, lexiconFile } from './support.ts';

const lexicon = loadLexicon(lexiconFile, knowledgeWith());
const teacher = createTeacher(lexicon);

/** Examples as near as said, of which the given share is not answered; the others are about fault isolation. */
function near(similarity: number, uncovered: number, ask = 'will it all go down'): Nearness {
  const answered: Example = {
    words: ask.split(' '),
    sections: ['Core Differences'],
    facts: ['Weak', 'Strong'],
    elsewhere: false,
  };
  const unanswered: Example = { words: ask.split(' '), sections: [], facts: [], elsewhere: false };
  return {
    sections: [{ section: 'Core Differences', weight: 1 }],
    uncovered,
    similarity,
    elsewhere: -1,
    votes: [
      { example: answered, weight: 1 - uncovered },
      { example: unanswered, weight: uncovered },
    ],
  };
}

function judgedBy(question: string, coverage: Coverage, nearness: Nearness, described = false): Coverage {
  const [ask] = understand(question, lexicon);
  if (!ask) throw new Error(`no clause in: ${question}`);
  return reconsider({ ask, coverage }, nearness, teacher.aspects(nearness), described).coverage;
}

function topics(coverage: Coverage): string[] {
  return coverage.kind === 'covered' || coverage.kind === 'choice'
    ? coverage.aspects.map(({ aspect }) => aspect.id)
    : [];
}

const missing: Coverage = { kind: 'missing', what: null, about: 'architecture' };
const choice: Coverage = { kind: 'choice', aspects: [] };

describe('a judgement by cues', () => {
  it('that finds nothing gives way to answered questions of the same words', () => {
    expect(topics(judgedBy('will the whole thing drown in a monolith?', missing, near(0.5, 0)))).toContain(
      'fault-isolation',
    );
  });

  it('stands where the examples are far away', () => {
    expect(judgedBy('will the whole thing drown?', missing, near(0.1, 0.5))).toBe(missing);
  });

  it('stands where the examples disagree among themselves', () => {
    expect(judgedBy('will the whole thing drown?', missing, near(0.5, 0.4))).toBe(missing);
  });

  it('keeps declining what is named, unless answered questions use the word in passing', () => {
    const cost: Coverage = { kind: 'missing', what: 'cost', about: 'architecture' };
    const question = 'what does it cost us when one part dies?';
    expect(judgedBy(question, cost, near(0.5, 0))).toBe(cost);
    expect(topics(judgedBy(question, cost, near(0.5, 0, 'what does a crash cost the others')))).toContain(
      'fault-isolation',
    );
  });

  it('declines what sounds like the document and was never answered from it', () => {
    const definition = lexicon.aspects.get('definition');
    if (!definition) throw new Error('no definition in the lexicon');
    const hazy: Coverage = { kind: 'covered', aspects: [{ aspect: definition, score: 2, styles: [], spans: [] }] };
    expect(judgedBy('what is a service mesh thing', hazy, near(0.5, 0.8)).kind).toBe('missing');
  });

  it('of a choice keeps the choice, and adds what it hangs on', () => {
    const coverage = judgedBy('which of the two when one crash must not kill it all?', choice, near(0.5, 0));
    expect(coverage.kind).toBe('choice');
    expect(topics(coverage)).toContain('fault-isolation');
  });

  it('of a choice in a described situation stands, whatever else the situation is full of', () => {
    expect(judgedBy('should our team of four do a mono?', choice, near(0.5, 0.9), true)).toBe(choice);
    expect(judgedBy('should our team of four do a mono?', choice, near(0.5, 0.9), false).kind).toBe('missing');
  });

  it('of code that is asked for stands', () => {
    const code: Coverage = { kind: 'missing', what: null, about: 'code' };
    expect(judgedBy('write me a function', code, near(0.9, 0))).toBe(code);
  });
});
