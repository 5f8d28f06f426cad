import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.ts';
import { parsePrompt } from '../../../src/core/model/prompt.ts';
import { promptNames, readPrompt } from '../../../src/prompts-folder.ts';
import { freshFolder } from '../../support/world.ts';

const file = (text: string) => ({ file: 'prompts/answer.md', text });
const problemsIn = (text: string, ...slots: string[]) => {
  try {
    parsePrompt(file(text), slots);
  } catch (error) {
    if (error instanceof DataError) return error.message.split('\n');
    throw error;
  }
  return [];
};

describe('a prompt', () => {
  it('fills its slots, and never looks into what it fills in', () => {
    const prompt = parsePrompt(file('Facts:\n{{facts}}\nfor {{team}}'), ['facts', 'team']);
    expect(prompt.fill({ facts: '{{team}} $& $1', team: 'us' })).toBe('Facts:\n{{team}} $& $1\nfor us');
  });

  it.each([
    [
      'a\n{{fact}}\n{{facts}}',
      2,
      'expected the slot {{facts}}, for example {{facts}} on a line of its own, got {{fact}}',
    ],
    ['a\n{{ facts }}\n{{facts}}', 2, 'got {{ facts }}'],
    [
      'no slot',
      1,
      'expected the slot {{facts}} once in the file, for example {{facts}} on a line of its own, got none',
    ],
    ['{{facts}}\n\n{{facts}}', 3, 'got it again'],
    ['', 1, 'got an empty file'],
  ])('says where a slot is wrong: %j', (text, line, problem) => {
    const [first] = problemsIn(text, 'facts');
    expect(first).toContain(`prompts/answer.md:${line}: `);
    expect(problemsIn(text, 'facts').join('\n')).toContain(problem);
  });

  it.each(promptNames)('is in order as it is shipped: %s', (name) => {
    expect(() => readPrompt(name)).not.toThrow();
  });

  it("may stand in a folder of one's own, held to the same slots and named where it is wrong", () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'prompts'));
    writeFileSync(join(folder, 'prompts', 'answer.md'), 'Say it short.\n{{facts}}');
    expect(readPrompt('answer.md', folder).fill({ facts: 'x' })).toBe('Say it short.\nx');
    expect(readPrompt('verdict.md', folder).fill({ verdict: 'x' })).toBe(
      readPrompt('verdict.md').fill({ verdict: 'x' }),
    );
    writeFileSync(join(folder, 'prompts', 'answer.md'), 'Say it short.');
    expect(() => readPrompt('answer.md', folder)).toThrow(
      `${join(folder, 'prompts', 'answer.md')}:1: expected the slot {{facts}}`,
    );
  });

  it('is part of the published package', () => {
    expect(readFileSync('package.json', 'utf8')).toMatch(/"files": \[[^\]]*"prompts"/);
  });
});
