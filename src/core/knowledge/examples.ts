import { z } from 'zod';
import type { DataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import { wordsOf } from '../text/tokens.ts';
import type { Knowledge } from './knowledge.ts';

/** Something that people asked, with what of the documents answers it: nothing where they do not. */
export interface Example {
  /** Lower case, abbreviations written out. */
  readonly words: readonly string[];
  /** Most fitting first. */
  readonly sections: readonly string[];
  /** The document's words that a complete answer shows; empty where nobody said. */
  readonly facts: readonly string[];
}

const exampleSchema = z.strictObject({
  ask: z.string().min(1),
  sections: z.array(z.string()),
  facts: z.array(z.string()).default([]),
});

const exampleLine =
  '{"ask":"do we have to scale all of it?","sections":["Scalability > Monolith"],"facts":["Scale entire application"]}';

/**
 * Reads the examples, a JSON object a line: what is asked, the sections that answer it, and the words of them that a complete answer shows.
 *
 * @param abbreviations what a word is written out as
 * @throws {DataError} naming file, line and an example: a line of another form, a section that the documents do not have, or words that
 *   do not stand in the sections named
 */
export function loadExamples(
  { file, text }: DataFile,
  knowledge: Knowledge,
  abbreviations: ReadonlyMap<string, readonly string[]>,
): Example[] {
  const isThere = standsIn(knowledge);
  return text.split('\n').flatMap((line, at): Example[] => {
    if (line.trim() === '') return [];
    const fail = (problem: string) => new DataError(`${file}:${at + 1}: ${problem}; for example ${exampleLine}`);
    const parsed = exampleSchema.safeParse(jsonOf(line));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw fail(
        `expected a JSON object with "ask" and "sections" (${issue?.path.join('.') || 'the line'}: ${issue?.message})`,
      );
    }
    const { ask, sections, facts } = parsed.data;
    for (const section of sections) {
      if (knowledge.sectionsAt(section).length === 0) {
        throw fail(`expected a section of the documents, such as "${knowledge.sections[0]?.path}", got "${section}"`);
      }
    }
    for (const fact of facts) {
      if (!isThere(fact)) throw fail(`expected words that stand in the documents, got "${fact}"`);
    }
    return [{ words: wordsOf(ask).flatMap((word) => abbreviations.get(word) ?? [word]), sections, facts }];
  });
}

/** Whether words stand in any section; the same few are asked about thousands of times. */
function standsIn(knowledge: Knowledge): (fact: string) => boolean {
  const known = new Map(knowledge.facts.map((fact) => [fact.text, true]));
  return (fact) => {
    const answer = known.get(fact) ?? knowledge.sections.some(({ path }) => knowledge.locate(path, fact) !== null);
    known.set(fact, answer);
    return answer;
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
