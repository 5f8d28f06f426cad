import type { Analysis } from '../analysis.ts';

export type RuleName =
  | 'form'
  | 'links'
  | 'prompt'
  | 'quote'
  | 'over-claim'
  | 'numbers'
  | 'names'
  | 'direction'
  | 'comparison'
  | 'causal'
  | 'condition'
  | 'column'
  | 'subject'
  | 'polarity'
  | 'overlap';

/** The rule that a sentence fails, and one plain sentence on which word or quote and why. */
export interface Failure {
  readonly rule: RuleName;
  readonly reason: string;
}

/** A rule that holds a sentence against its quotes. */
export type MeaningRule = (analysis: Analysis) => Failure | null;
