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
  /** It is about something that has nothing to do with the documents. */
  readonly elsewhere: boolean;
}

const exampleSchema = z.strictObject({
  ask: z.string().min(1),
  sections: z.array(z.string()),
  facts: z.array(z.string()).optional(),
  elsewhere: z.literal(true).optional(),
});

const exampleLine =
  '{"ask":"do we have to scale all of it?","sections":["Scalability > Monolith"],"facts":["Scale entire application"]}';

/**
 * Reads the examples, a JSON object a line: what is asked, the sections that answer it, and the words of them that a complete answer shows;
 * or that it is about something else altogether.
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
  // Only sections that are named somewhere: a team's own documents may have ten thousand others.
  const named = new Set<string>();
  const isThere = remembered((fact) => [...named].some((path) => knowledge.locate(path, fact) !== null));
  const isSection = remembered((path) => knowledge.sectionsAt(path).length > 0);
  const failAt = (at: number, problem: string) =>
    new DataError(`${file}:${at + 1}: ${problem}; for example ${exampleLine}`);
  const linesOfFacts: { at: number; facts: readonly string[] }[] = [];
  const examples = text.split('\n').flatMap((line, at): Example[] => {
    if (line.trim() === '') return [];
    const fail = (problem: string) => failAt(at, problem);
    const value = jsonOf(line);
    if (value === undefined) throw fail('expected a JSON object, and this is no JSON');
    if (!isExample(value)) {
      const [issue] = exampleSchema.safeParse(value).error?.issues ?? [];
      throw fail(
        `expected a JSON object with "ask" and "sections" (${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'other keys'})`,
      );
    }
    const { ask, sections, facts = [], elsewhere = false } = value;
    if (elsewhere && sections.length > 0) throw fail('expected no "sections" beside "elsewhere"');
    for (const section of sections) {
      if (!isSection(section)) {
        throw fail(`expected a section of the documents, such as "${knowledge.sections[0]?.path}", got "${section}"`);
      }
    }
    for (const section of sections) named.add(section);
    linesOfFacts.push({ at, facts });
    return [{ words: wordsOf(ask).flatMap((word) => abbreviations.get(word) ?? [word]), sections, facts, elsewhere }];
  });
  for (const { at, facts } of linesOfFacts) {
    const missing = facts.find((fact) => !isThere(fact));
    if (missing !== undefined) throw failAt(at, `expected words that stand in the documents, got "${missing}"`);
  }
  return examples;
}

// By hand, because there are thousands: the schema takes twenty times as long, and only has to say what is wrong.
function isExample(value: unknown): value is z.output<typeof exampleSchema> {
  if (typeof value !== 'object' || value === null || !('ask' in value) || !('sections' in value)) return false;
  const { ask, sections, ...rest } = value;
  const { facts = [], elsewhere = true, ...others }: { facts?: unknown; elsewhere?: unknown } = rest;
  const isWhole = areTexts(sections) && areTexts(facts) && elsewhere === true;
  return typeof ask === 'string' && ask !== '' && isWhole && Object.keys(others).length === 0;
}

function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Asks once for each text: the same few are named thousands of times. */
function remembered(ask: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const answer = known.get(text) ?? ask(text);
    known.set(text, answer);
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
