import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.ts';
import { loadExamples } from '../../../src/core/knowledge/examples.ts';
import { loadLexicon } from '../../../src/core/knowledge/load-lexicon.ts';
import { examplesFile, knowledgeWith, lexiconFile } from '../answers/support.ts';

const knowledge = knowledgeWith();
const abbreviations = new Map([['k8s', ['kubernetes']]]);

function load(text: string) {
  return loadExamples({ file: 'knowledge/examples.jsonl', text }, knowledge, abbreviations);
}

/** What the loader says to a text that it refuses. */
function refusal(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return 'it was read';
}

const good =
  '{"ask":"Is K8s a must?","sections":["Deployment & DevOps > Microservices"],"facts":["multiple services"]}';

describe('examples', () => {
  it('are read in lower case, with abbreviations written out', () => {
    expect(load(good)).toEqual([
      {
        words: ['is', 'kubernetes', 'a', 'must'],
        sections: ['Deployment & DevOps > Microservices'],
        facts: ['multiple services'],
        elsewhere: false,
      },
    ]);
  });

  it('may leave out facts, and name no section where nothing answers them', () => {
    expect(load('{"ask":"what is love","sections":[]}')).toMatchObject([{ sections: [], facts: [] }]);
  });

  it('may say that they are about something else', () => {
    expect(load('{"ask":"what is love","sections":[],"elsewhere":true}')).toMatchObject([{ elsewhere: true }]);
  });

  it('may be parted by empty lines', () => {
    expect(load(`${good}\n\n${good}\n`)).toHaveLength(2);
  });

  it.each([
    ['is no JSON', 'ask: what is love'],
    ['lacks its sections', '{"ask":"what is love"}'],
    ['asks nothing', '{"ask":"","sections":[]}'],
    ['has a key that nobody reads', '{"ask":"what is love","sections":[],"section":"Overview"}'],
    ['has facts that are no texts', '{"ask":"what is love","sections":[],"facts":[1]}'],
    ['is elsewhere and here', '{"ask":"what is love","sections":["Overview"],"elsewhere":true}'],
    ['is not said to be elsewhere by true', '{"ask":"what is love","sections":[],"elsewhere":"yes"}'],
    ['names a section that is not there', '{"ask":"what is love","sections":["Love"]}'],
    ['names words that stand nowhere', '{"ask":"what is love","sections":["Overview"],"facts":["a battlefield"]}'],
  ])('are refused with file, line and an example where one %s', (_problem, line) => {
    const message = refusal(`${good}\n${line}`);
    expect(message).toMatch(/^knowledge\/examples\.jsonl:2: expected /);
    expect(message).toContain('for example {"ask":');
  });

  it('that come with the bot are all in order', () => {
    const { abbreviations: known } = loadLexicon(lexiconFile, knowledge);
    const examples = loadExamples(examplesFile, knowledge, known);
    expect(examples.length).toBeGreaterThan(3000);
    expect(examples.every(({ words }) => words.length > 0)).toBe(true);
  });
});
