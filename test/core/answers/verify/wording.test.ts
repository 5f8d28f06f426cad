import { describe, expect, it } from 'vitest';
import { loadWording } from '../../../../src/core/answers/verify/verify.ts';
import { DataError } from '../../../../src/core/errors.ts';
import { knowledge, wording, wordingFile } from './support.ts';

function problem(change: (text: string) => string): string {
  try {
    loadWording({ file: 'knowledge/wording.yaml', text: change(wordingFile.text) });
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return '';
}

describe('the wording file', () => {
  it('names only facts that stand in the document', () => {
    for (const { section, text, lead } of wording.facts) {
      const facts = knowledge.sectionsAt(section).flatMap((at) => at.facts);
      expect(
        facts.some((fact) => fact.text === text && (lead === undefined || fact.lead === lead)),
        `${section}: ${text}`,
      ).toBe(true);
    }
  });
  it('has an entry for every fact that holds under a condition', () => {
    const listed = new Set(wording.facts.map((fact) => `${fact.section}: ${fact.text}`));
    for (const fact of knowledge.facts.filter((fact) =>
      /initially|only|at scale|real/i.test(`${fact.text} ${fact.leads.join(' ')}`),
    )) {
      expect(listed).toContain(`${fact.section}: ${fact.text}`);
    }
  });
  it('refuses a concept that does not exist, with file, line, example and what came', () => {
    expect(problem((text) => text.replace('opposite: hard', 'opposite: hrad'))).toMatch(
      /^knowledge\/wording\.yaml:\d+: expected a concept that stands under "concepts", for example "\w+", got "hrad"$/,
    );
    expect(problem((text) => text.replace('needs: [[easy], [cicd]]', 'needs: [[easy], [pipelines]]'))).toMatch(
      /got "pipelines"/,
    );
  });
  it('refuses an unknown key and a list that is none', () => {
    expect(problem((text) => text.replace('  prompt: [', '  promt: ['))).toMatch(
      /wording\.yaml:\d+: roles\.prompt: expected array/,
    );
    expect(problem((text) => text.replace(/^ {2}kafka:\n {4}words: .*$/m, '  kafka:\n    words: kafka'))).toMatch(
      /concepts\.kafka\.words: expected array/,
    );
  });
});
