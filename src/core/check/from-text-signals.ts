import { z } from 'zod';
import { type DataFile, lineOfPath, parseDataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import { indexPatterns, type PatternIndex } from '../text/pattern-index.ts';
import { createPatternCompiler, literalWords, type Pattern } from '../text/patterns.ts';

/** What a clause does with what it names: it states it, or it does something else that makes no present fact. */
export const clauseStatuses = ['stated', 'hypothetical', 'past', 'plan', 'other', 'question', 'unsure'] as const;
export type ClauseStatus = (typeof clauseStatuses)[number];

// Thousands of phrases, each a YAML node of its own, take most of the start-up; one block of lines is a single node.
/** Phrases, one a line; an empty string for an empty line, so that a phrase keeps its line number. */
const phrases = z
  .string()
  .regex(/\S/, { message: 'expected at least one phrase' })
  .meta({ examples: ['team of {2..10}'] })
  .transform((block) => block.split('\n').map((line) => line.trim()));
/** Words, or short phrases, between commas. */
const words = z
  .string()
  .meta({ examples: ['dev, devs, engineer'] })
  .transform((list) =>
    list
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  );
const phraseParts = z.record(z.string(), phrases).meta({ examples: [{ tracing: 'jaeger', onCall: 'on call' }] });

const rule = z
  .strictObject({
    /** Any one of these states the option. */
    phrases: phrases.optional(),
    /** Several parts state the option together: `least` of them (all, if it is left out), each by any one of its phrases. */
    parts: phraseParts.optional(),
    least: z.int().min(1).optional(),
    within: z.enum(['sentence', 'text']).default('text'),
    /** How sure this is: a stronger rule of the same question overrules a weaker one. */
    strength: z
      .int()
      .min(1)
      .max(9)
      .default(3)
      .meta({ examples: [3] }),
    /** Statuses that a clause may have beside `stated`. */
    even: z
      .array(z.enum(clauseStatuses))
      .default([])
      .meta({ examples: [['plan']] }),
    /** The only statuses that a clause may have, `stated` not among them unless named. */
    only: z
      .array(z.enum(clauseStatuses))
      .optional()
      .meta({ examples: [['plan', 'hypothetical']] }),
    /** Applies also where the words are negated. */
    negated: z.boolean().default(false),
  })
  .refine((value) => (value.phrases === undefined) !== (value.parts === undefined), {
    message: 'expected either phrases or parts',
  });

const situationFile = z.strictObject({
  /** Named lists of words (and short phrases) that phrases refer to as `<name>`. */
  classes: z.record(z.string(), words).meta({ examples: [{ dev: 'dev, devs, engineer' }] }),
  /** What makes a clause something other than a statement. */
  clauses: z.strictObject({
    hypothetical: phrases,
    past: phrases,
    plan: phrases,
    other: phrases,
    question: phrases,
    unsure: phrases,
    /** What brings a sentence back to the team's own present. */
    present: phrases,
    /** What makes a wish a need of today. */
    immediate: phrases,
    /** What takes back something said before. */
    correction: phrases,
    /** Words that negate what follows them. */
    negators: words,
    /** Words after which a negator negates nothing: "not only". */
    notNegating: words,
  }),
  /** A sentence that lists this many short things names business areas. */
  areas: z.strictObject({
    least: z.int().min(2),
    wordsEach: z.int().min(1),
    question: z.string(),
    option: z.string(),
    strength: z.int().min(1).max(9),
    /** Words that show a sentence instead of a list. */
    except: words,
    /** Words that are no area where they stand alone in their place (tools, people). */
    exceptAlone: words,
    /** Words after which a list begins: "it covers billing, claims…". */
    openers: words,
  }),
  /** A sentence with figures of load says how many parts are busier than the rest. */
  loads: z.strictObject({
    question: z.string(),
    one: z.string(),
    several: z.string(),
    strength: z.strictObject({ one: z.int().min(1).max(9), several: z.int().min(1).max(9) }),
    /** The least figure that makes a part stand out. */
    least: z.int().min(2),
    /** What a figure of load counts. */
    units: words,
    /** One of these must stand in the sentence, so that it is about load at all. */
    about: words,
    /** Words that bring in the quiet rest. */
    rest: words,
    /** Verbs after which "search and checkout" are two parts, not the end of a list. */
    plural: words,
  }),
  /** Question id, then option id, then the rules that state it. */
  answers: z.record(z.string(), z.record(z.string(), z.array(rule).min(1))),
});

/** Questions and their options, as the questionnaire has them: option ids by question id. */
export type KnownOptions = Readonly<Record<string, readonly string[]>>;

const cueKinds = ['hypothetical', 'past', 'plan', 'other', 'question', 'unsure', 'present', 'immediate'] as const;

/** One compiled rule. */
export interface Signal {
  readonly question: string;
  readonly option: string;
  readonly strength: number;
  readonly statuses: ReadonlySet<ClauseStatus>;
  readonly evenNegated: boolean;
  /** One list of phrases for each part; a plain rule has one part. */
  readonly parts: readonly (readonly Pattern[])[];
  readonly least: number;
  readonly within: 'sentence' | 'text';
}

/** A phrase that changes the status of its clause; `immediate` makes a wish a need of today. */
export interface Cue {
  readonly kind: Exclude<ClauseStatus, 'stated'> | 'present' | 'immediate';
  readonly pattern: Pattern;
}

type LoadWords = 'units' | 'about' | 'rest' | 'plural';

/** The compiled contents of the situations file. */
export interface SituationSignals {
  readonly signals: readonly Signal[];
  /** What changes the status of a clause. */
  readonly cues: PatternIndex<Cue>;
  readonly corrections: PatternIndex<{ readonly pattern: Pattern }>;
  readonly negators: ReadonlySet<string>;
  readonly notNegating: ReadonlySet<string>;
  readonly areas: z.output<typeof situationFile>['areas'];
  readonly loads: Omit<z.output<typeof situationFile>['loads'], LoadWords> &
    Readonly<Record<LoadWords, ReadonlySet<string>>>;
  /** Long words of the phrases, for reading misspelt ones. */
  readonly vocabulary: ReadonlySet<string>;
}

/**
 * Reads the file that says how people state each answer in plain words.
 *
 * @param known the questionnaire's question ids with their option ids
 * @throws {DataError} for a file that does not fit, a question or option the questionnaire does not have, or a phrase that cannot be read
 */
export function loadSituationSignals(file: DataFile, known: KnownOptions): SituationSignals {
  const parsed = parseDataFile(file, situationFile);
  const fail = (path: (string | number)[], message: string, rowsBelow = 0): never => {
    throw new DataError(`${file.file}:${lineOfPath(file, path) + rowsBelow}: ${message}`);
  };
  const compile = createPatternCompiler(parsed.classes);
  const compileAll = (sources: readonly string[], path: (string | number)[]): Pattern[] =>
    sources.flatMap((source, row) => {
      if (source === '') return [];
      try {
        return compile(source);
      } catch (error) {
        return fail(path, error instanceof Error ? error.message : String(error), row + 1);
      }
    });
  const checkOption = (question: string, option: string, path: (string | number)[]) => {
    const options = known[question];
    if (!options) fail(path, `expected one of the questions ${Object.keys(known).join(', ')}, got "${question}"`);
    else if (!options.includes(option)) {
      fail(path, `expected one of the options ${options.join(', ')} of "${question}", got "${option}"`);
    }
  };
  checkOption(parsed.areas.question, parsed.areas.option, ['areas', 'option']);
  checkOption(parsed.loads.question, parsed.loads.one, ['loads', 'one']);
  checkOption(parsed.loads.question, parsed.loads.several, ['loads', 'several']);

  const signals = Object.entries(parsed.answers).flatMap(([question, options]) =>
    Object.entries(options).flatMap(([option, rules]) => {
      checkOption(question, option, ['answers', question, option]);
      return rules.map((entry, index): Signal => {
        const path = ['answers', question, option, index];
        const parts = entry.parts
          ? Object.entries(entry.parts).map(([name, sources]) => compileAll(sources, [...path, 'parts', name]))
          : [compileAll(entry.phrases ?? [], [...path, 'phrases'])];
        return {
          question,
          option,
          strength: entry.strength,
          statuses: new Set(entry.only ?? ['stated', ...entry.even]),
          evenNegated: entry.negated,
          parts,
          least: Math.min(entry.least ?? parts.length, parts.length),
          within: entry.within,
        };
      });
    }),
  );
  const { clauses, loads } = parsed;
  const sources = [
    ...Object.values(parsed.classes).flat(),
    ...Object.values(clauses).flat(),
    ...signals.flatMap((signal) => signal.parts.flat().map((pattern) => pattern.source)),
  ];
  return {
    signals,
    cues: indexPatterns(
      cueKinds.flatMap((kind) =>
        compileAll(clauses[kind], ['clauses', kind]).map((pattern): Cue => ({ kind, pattern })),
      ),
    ),
    corrections: indexPatterns(
      compileAll(clauses.correction, ['clauses', 'correction']).map((pattern) => ({ pattern })),
    ),
    negators: new Set(clauses.negators),
    notNegating: new Set(clauses.notNegating),
    areas: parsed.areas,
    loads: {
      ...loads,
      units: new Set(loads.units),
      about: new Set(loads.about),
      rest: new Set(loads.rest),
      plural: new Set(loads.plural),
    },
    vocabulary: new Set(sources.flatMap(literalWords).filter((word) => word.length >= 6)),
  };
}
