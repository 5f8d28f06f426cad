import { z } from 'zod';
import { type DataFile, parseDataFile } from '../../data-file.ts';

export const judgements = ['decision', 'option', 'reason', 'objection', 'question', 'action', 'decider'] as const;
/** What is judged: what a message is, or whether a person is one of those who decided. */
export type Judgement = (typeof judgements)[number];

/** What speaks for and against: names of clues, each 0 to 1. A clue that is not there is 0. */
export type Evidence = ReadonlyMap<string, number>;

export interface Weights {
  /** How likely something is what it is judged for; 0 to 1. */
  likely(judgement: Judgement, evidence: Evidence): number;
  /** From when on it is taken for that. */
  readonly least: Readonly<Record<Judgement, number>>;
}

const number = z.number().meta({ examples: [1.5] });
const share = z
  .number()
  .min(0)
  .max(1)
  .meta({ examples: [0.4] });
const weightsFile = z.strictObject({
  least: z.strictObject({
    decision: share,
    option: share,
    reason: share,
    objection: share,
    question: share,
    action: share,
    decider: share,
  }),
  start: z.strictObject({
    decision: number,
    option: number,
    reason: number,
    objection: number,
    question: number,
    action: number,
    decider: number,
  }),
  clues: z
    .record(z.string(), z.partialRecord(z.enum(judgements), number))
    .meta({ examples: [{ 'agreed after': { decision: 1.5 } }] }),
});

/** What is in knowledge/thread-weights.yaml. */
export interface WeightTable {
  readonly least: Readonly<Record<Judgement, number>>;
  readonly start: Readonly<Record<Judgement, number>>;
  readonly clues: Readonly<Record<string, Readonly<Partial<Record<Judgement, number>>>>>;
}

/**
 * Reads what each clue weighs.
 *
 * @throws {DataError} for a file that does not fit, naming file and line
 */
export function loadWeights(file: DataFile): Weights {
  return createWeights(parseDataFile(file, weightsFile));
}

export function createWeights({ least, start, clues }: WeightTable): Weights {
  const known = new Map(Object.entries(clues));
  return {
    least,
    likely(judgement, evidence) {
      let sum = start[judgement];
      for (const [name, value] of evidence) sum += (known.get(name)?.[judgement] ?? 0) * value;
      return 1 / (1 + Math.exp(-sum));
    },
  };
}
