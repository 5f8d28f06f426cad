import { readFileSync } from 'node:fs';
import { createEngine } from '../../../src/core/check/engine.ts';
import { loadQuestionnaire } from '../../../src/core/check/load.ts';
import { createKnowledge } from '../../../src/core/knowledge/knowledge.ts';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';

const folder = new URL('../../../knowledge/', import.meta.url);

export const documentText = readFileSync(new URL('microservices-vs-monolith.md', folder), 'utf8');
export const questionnaireText = readFileSync(new URL('questionnaire.yaml', folder), 'utf8');
export const knowledge = createKnowledge([parseDocument('microservices-vs-monolith', documentText)]);

/** The questionnaire that is shipped, or an edited one. */
export function load(text = questionnaireText) {
  return loadQuestionnaire({ file: 'questionnaire.yaml', text }, knowledge);
}

/** The shipped file with one piece of it replaced; the piece must be there exactly once. */
export function edited(from: string, to: string): string {
  const pieces = questionnaireText.split(from);
  if (pieces.length !== 2)
    throw new RangeError(`${JSON.stringify(from)} stands ${pieces.length - 1} times in the file`);
  return pieces.join(to);
}

export const questionnaire = load();
export const engine = createEngine(questionnaire);

/** What somebody decided on, to start tests from. */
export const capped = {
  stage: 'established',
  team: 'many-teams',
  scaling: 'someday',
  ai: 'pipeline',
  operations: 'mature',
  requirements: 'complex',
  speed: 'normal',
  codebase: 'large-painful',
  isolation: 'must',
  chatter: 'loose',
  releases: 'waiting',
};
