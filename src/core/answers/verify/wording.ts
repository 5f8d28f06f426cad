import { z } from 'zod';
import { type DataFile, lineOfPath, parseDataFile } from '../../data-file.ts';
import { DataError } from '../../errors.ts';

const phrases = z.array(z.string().min(1)).meta({ examples: [['pipeline', 'build and release']] });
const groups = z.record(z.string(), phrases).meta({ examples: [{ framing: ['in short', 'the document says'] }] });
const conceptIds = z.array(z.string().min(1)).meta({ examples: [['single', 'codebase']] });

const conceptSchema = z
  .strictObject({
    /** Words and phrases that mean it, in any inflection that shares their stem. */
    words: phrases,
    /** The concept that its negation means: what is "not easy" is hard. */
    opposite: z
      .string()
      .meta({ examples: ['hard'] })
      .optional(),
    /** What may also be said wherever this is said. */
    implies: conceptIds.optional(),
    /** Counts only in the company of one of these: what is fast is the development, not the system. */
    with: conceptIds.optional(),
  })
  .meta({ examples: [{ words: ['easy', 'painless'], opposite: 'hard', implies: ['advantage'] }] });

const factSchema = z
  .strictObject({
    section: z.string().meta({ examples: ['Scalability > Monolith'] }),
    text: z.string().meta({ examples: ['even if only one part needs scaling'] }),
    /** Tells two facts with one text apart: the row's label or the line above. */
    lead: z
      .string()
      .meta({ examples: ['Complexity'] })
      .optional(),
    /** Concepts that this fact also supports. */
    says: conceptIds.optional(),
    /** Phrases that only this fact supports. */
    words: phrases.optional(),
    /** A claim rests on this fact only if it mentions a concept of each group: its point, and the conditions it holds under. */
    needs: z
      .array(conceptIds)
      .meta({ examples: [[['easy'], ['debug']]] })
      .optional(),
    /** How the fact relates the style to what it names. */
    relation: z
      .enum(['requires', 'enables', 'introduces', 'when', 'guided'])
      .meta({ examples: ['requires'] })
      .optional(),
    /** Only introduces other facts: no sentence can rest on it alone. */
    leadsOnly: z
      .boolean()
      .meta({ examples: [true] })
      .optional(),
    /** May be said in a clause that names no style. */
    open: z
      .boolean()
      .meta({ examples: [true] })
      .optional(),
  })
  .meta({
    examples: [{ section: 'Deployment & DevOps > Monolith', text: 'Easy CI/CD', needs: [['easy'], ['pipeline']] }],
  });

const schema = z.strictObject({
  /** Harmless in any sentence. */
  neutral: groups,
  styles: z.strictObject({ monolith: phrases, microservices: phrases, both: phrases, other: phrases, quoted: phrases }),
  /** Names of a style that count only where a sentence uses no plainer one. */
  hints: z.strictObject({ monolith: phrases, microservices: phrases }),
  /** Words that do something to the words around them. */
  roles: z.strictObject({
    clauseBreak: phrases,
    listBreak: phrases,
    contrast: phrases,
    negation: phrases,
    privative: phrases,
    diminishing: phrases,
    overClaim: phrases,
    number: phrases,
    causeFollows: phrases,
    effectFollows: phrases,
    produces: phrases,
    demands: phrases,
    passive: phrases,
    conditional: phrases,
    comparison: phrases,
    framing: phrases,
    derives: phrases,
    audience: phrases,
    relief: phrases,
    counted: phrases,
    prompt: phrases,
  }),
  /** Topics that the documents are silent on, in these very forms: they stand in no sentence unless a quote has them. */
  beyond: phrases,
  /** Concepts that judge a thing: the quote that judges must be about the very thing that the sentence judges. */
  judging: conceptIds,
  /** Concepts that state nothing by themselves, so that their words need no quote unless they are denied. */
  light: conceptIds,
  concepts: z.record(z.string(), conceptSchema),
  facts: z.array(factSchema),
});

/** What different words mean the same in these documents, and which words need a quote behind them. */
export type Wording = z.output<typeof schema>;
export type FactWording = Wording['facts'][number];
export type Role = keyof Wording['roles'];

/**
 * Reads the wording file.
 *
 * @throws {DataError} naming file, line, what was expected, an example and what came
 */
export function loadWording(file: DataFile): Wording {
  const wording = parseDataFile(file, schema);
  const known = new Set(Object.keys(wording.concepts));
  const problems: string[] = [];
  const check = (id: string, path: readonly (string | number)[]) => {
    if (known.has(id)) return;
    const line = lineOfPath(file, path);
    problems.push(
      `${file.file}:${line}: expected a concept that stands under "concepts", for example ${JSON.stringify([...known][0] ?? 'easy')}, got ${JSON.stringify(id)}`,
    );
  };
  for (const [name, concept] of Object.entries(wording.concepts)) {
    if (concept.opposite !== undefined) check(concept.opposite, ['concepts', name, 'opposite']);
    for (const key of ['implies', 'with'] as const)
      for (const [index, id] of (concept[key] ?? []).entries()) check(id, ['concepts', name, key, index]);
  }
  for (const key of ['judging', 'light'] as const)
    for (const [index, id] of wording[key].entries()) check(id, [key, index]);
  for (const [at, fact] of wording.facts.entries()) {
    for (const [index, id] of (fact.says ?? []).entries()) check(id, ['facts', at, 'says', index]);
    for (const [group, ids] of (fact.needs ?? []).entries())
      for (const [index, id] of ids.entries()) check(id, ['facts', at, 'needs', group, index]);
  }
  if (problems.length > 0) throw new DataError(problems.slice(0, 10).join('\n'));
  return wording;
}
