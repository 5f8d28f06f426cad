import { z } from 'zod';
import { verdictIds } from './verdict.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens')
  .max(30)
  .refine((value) => value !== 'unknown', 'expected any id but "unknown", which every question has')
  .meta({ examples: ['small-team'] });

const text = z.string().trim().min(1).max(400);
const sentence = text.meta({ examples: ['Most of the work is still finding out what to build.'] });

/** Where the document says it: the headings joined by ` > `, and its words, verbatim. */
const reference = z
  .strictObject({
    section: z
      .string()
      .min(1)
      .meta({ examples: ['When to Use What > Use Monolith when'] }),
    quote: z
      .string()
      .min(1)
      .meta({ examples: ['building MVPs'] }),
  })
  .meta({ examples: [{ section: 'When to Use What > Use Monolith when', quote: 'building MVPs' }] });

const verdictId = z.enum(verdictIds).meta({ examples: ['evolve'] });

/** `document`: its own words say so. `our reading`: it follows from them as we read them, and is labelled where it is shown. */
const backing = z.enum(['document', 'our reading']).meta({ examples: ['our reading'] });

const option = z.strictObject({
  id,
  /** What a person chooses: fits a button on every platform. */
  label: z
    .string()
    .trim()
    .min(1)
    .max(75)
    .meta({ examples: ['One team, up to about 10'] }),
  /** The answer as a statement, without a full stop: "one team of up to about 10 builds and runs it". */
  fact: text.meta({ examples: ['one small team builds and runs it'] }),
  /** The answer as it stands after "if". */
  clause: text.meta({ examples: ['one small team built and ran it'] }),
  /** Minus pulls to monolith, plus to microservices. */
  pull: z
    .int()
    .min(-20)
    .max(20)
    .meta({ examples: [-3] }),
  citations: z.array(reference).default([]),
  /** Why the pull is not what the weight rule gives. */
  why: sentence.optional(),
  /** What a team does to get here, as an instruction; on options of actionable questions. */
  step: sentence.optional(),
});

const question = z.strictObject({
  id,
  /** One or two words for lists. */
  topic: z
    .string()
    .trim()
    .min(1)
    .max(30)
    .meta({ examples: ['Team'] }),
  text: z
    .string()
    .trim()
    .min(1)
    .max(150)
    .meta({ examples: ['Who will build and run this?'] }),
  /** The document's line behind the question. */
  hint: reference,
  /** What in the question is ours and not the document's, such as a size. */
  reading: sentence.optional(),
  /** True where a team can change the answer by working on it. */
  actionable: z.boolean().default(false),
  options: z.array(option).min(2).max(9),
});

/** Options by question. */
const condition = z.record(id, z.array(id).min(1)).meta({ examples: [{ team: ['solo', 'small-team'] }] });

const block = z.strictObject({
  id,
  /** Fires when every question named here has one of the options listed … */
  when: condition.default({}),
  /** … and none of the questions named here has one. */
  unless: condition.default({}),
  cap: verdictId,
  citation: reference,
  backing,
  /** Why it caps, as it stands after "because": no capital, no full stop. */
  because: text.meta({ examples: ['operations are not mature yet'] }),
  /** The same as it stands after "because", where it is not known yet whether the block fires. */
  possibly: text.meta({ examples: ['operations may not be mature yet'] }),
});

const verdict = z.strictObject({
  id: verdictId,
  side: z.enum(['monolith', 'microservices']),
  name: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .meta({ examples: ['Monolith for now'] }),
  headline: z
    .string()
    .trim()
    .min(1)
    .max(140)
    .meta({ examples: ['Keep one unit; move a part out when its need is real.'] }),
  backing,
  /** What of it is the document's and what is ours. */
  reading: sentence,
  citations: z.array(reference).min(1),
  /** What the document says it costs. */
  costs: z.array(reference),
  /** What a reader will ask next and the document does not say. */
  silent: z.array(text),
  /** Common advice, labelled as beyond the document. */
  beyondDocument: z.array(sentence).max(3),
});

// Every way to change a verdict is counted, one by one; past this a single verdict could take longer than a person waits.
const maxAnswerSets = 40_000_000;

function hasFewEnoughSets(questions: readonly z.output<typeof question>[]): boolean {
  return questions.reduce((product, { options }) => product * options.length, 1) <= maxAnswerSets;
}

/** The questionnaire and its rules, as a team edits them in `questionnaire.yaml`. */
export const questionnaireSchema = z.strictObject({
  version: z
    .string()
    .min(1)
    .max(30)
    .meta({ examples: ['1'] }),
  /** The label under every number: which of it is ours. */
  numbers: sentence,
  weightRule: z.strictObject({
    /** The chapter whose lines have the highest ceiling. */
    chapter: z
      .string()
      .min(1)
      .meta({ examples: ['When to Use What'] }),
    ceilings: z.strictObject({ chapter: z.int(), summing: z.int(), other: z.int() }),
  }),
  /** The least score of the second and of the third verdict. */
  cuts: z
    .tuple([z.int(), z.int()])
    .refine(([low, high]) => low < high, 'expected the first cut below the second')
    .meta({ examples: [[-6, 4]] }),
  /** The document's line that decides what is open: the verdict nearest to monolith. */
  whenOpen: reference,
  quick: z.strictObject({ startsWith: id }),
  questions: z
    .array(question)
    .min(2)
    .max(16)
    .refine(
      hasFewEnoughSets,
      `expected at most ${maxAnswerSets} ways to answer all questions, so fewer questions or options`,
    ),
  blocks: z.array(block).max(12),
  verdicts: z.array(verdict).length(verdictIds.length),
});

export type QuestionnaireFile = z.output<typeof questionnaireSchema>;
