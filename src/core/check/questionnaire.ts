import type { Citation } from '../knowledge/document.ts';
import type { RulesId, Side, VerdictId } from './verdict.ts';

/** Whether the document's own words say it, or it is how we read them. */
export type Backing = 'document' | 'our reading';

export interface Option {
  readonly id: string;
  /** What a person chooses; at most 75 characters. */
  readonly label: string;
  /** The answer as a statement, without a capital or a full stop. */
  readonly fact: string;
  /** The answer as it stands after "if". */
  readonly clause: string;
  /** Minus pulls to monolith, plus to microservices. */
  readonly pull: number;
  /** The lines behind the pull; at least one where it is not 0. */
  readonly citations: readonly Citation[];
  /** Why the pull is not what the weight rule gives, where it is not. */
  readonly why: string | null;
  /** What a team does to get here; null where the question is not actionable. */
  readonly step: string | null;
}

export interface Question {
  readonly id: string;
  /** One or two words for lists. */
  readonly topic: string;
  readonly text: string;
  /** The document's line behind the question. */
  readonly hint: Citation;
  /** What in the question is ours and not the document's, where something is. */
  readonly reading: string | null;
  /** True where a team can change the answer by working on it. */
  readonly actionable: boolean;
  readonly options: readonly Option[];
}

/** Options by question. */
export type Condition = Readonly<Record<string, readonly string[]>>;

export interface Block {
  readonly id: string;
  /** Fires when every question named in `when` has one of its options, and none of those named in `unless` has. */
  readonly when: Condition;
  readonly unless: Condition;
  readonly cap: VerdictId;
  readonly citation: Citation;
  readonly backing: Backing;
  /** Why it caps, as it stands after "because". */
  readonly because: string;
  /** The same, where it is not known yet whether it fires. */
  readonly possibly: string;
}

/** What is said of a verdict. */
export interface VerdictText {
  readonly id: VerdictId;
  readonly side: Side;
  /** "Monolith for now". */
  readonly name: string;
  readonly headline: string;
  readonly backing: Backing;
  /** What of it is the document's and what is ours. */
  readonly reading: string;
  readonly citations: readonly Citation[];
  readonly costs: readonly Citation[];
  readonly silent: readonly string[];
  readonly beyondDocument: readonly string[];
}

/** The questions and the rules, every citation found verbatim in the documents. Plain data; see `loadQuestionnaire`. */
export interface Questionnaire {
  readonly rules: RulesId;
  /** The label under every number: which of it is ours. */
  readonly numbers: string;
  /** The least score of the second and of the third verdict. */
  readonly cuts: readonly [number, number];
  /** Least and greatest possible score. */
  readonly scale: readonly [number, number];
  /** The document's line that decides what is open: the verdict nearest to monolith. */
  readonly whenOpen: Citation;
  readonly quick: { readonly startsWith: string };
  readonly questions: readonly Question[];
  readonly blocks: readonly Block[];
  /** In the order of `verdictIds`. */
  readonly verdicts: readonly [VerdictText, VerdictText, VerdictText];
}
