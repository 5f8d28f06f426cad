import type { Citation } from '../knowledge/document.ts';

/** The verdicts, from the one nearest to monolith to the one furthest from it. */
export const verdictIds = ['monolith', 'evolve', 'microservices'] as const;
export type VerdictId = (typeof verdictIds)[number];

/** A verdict's place in {@link verdictIds}. */
export function verdictIndex(id: VerdictId): number {
  return verdictIds.indexOf(id);
}

export type Side = 'monolith' | 'microservices';

/**
 * Answers by question id: an option's id, `unknown` (or nothing) where it is not known, several options where a group does not
 * agree. In a list `unknown` counts for nothing as long as somebody knew.
 */
export type Answers = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** What an answered question adds to the score. The contributions add up to it. */
export interface Contribution {
  readonly question: string;
  readonly option: string;
  /** Minus pulls to monolith, plus to microservices. */
  readonly pull: number;
  /** The line behind the pull; behind the question, where the option pulls to neither side. */
  readonly citation: Citation;
}

/** A rule that caps the verdict whatever the score says. */
export interface FiredBlock {
  readonly rule: string;
  readonly cap: VerdictId;
  readonly citation: Citation;
}

export interface Change {
  readonly question: string;
  /** The answer as given; a list where a group gave several. */
  readonly from: string | readonly string[];
  readonly to: string;
}

/** Changes, in the order of the questions, after which the verdict is another one; none of them can be left out. */
export interface Flip {
  readonly changes: readonly Change[];
  readonly verdict: VerdictId;
}

/** Something that speaks for the other side. */
export type Objection =
  | {
      readonly kind: 'pull';
      readonly question: string;
      readonly option: string;
      readonly pull: number;
      readonly citation: Citation;
    }
  | { readonly kind: 'block'; readonly rule: string; readonly cap: VerdictId; readonly citation: Citation };

/** A question to which a group gave several answers. */
export interface Disagreement {
  readonly question: string;
  /** The distinct answers, in the order of the options, each with the verdicts that stay reachable once the group settles on it. */
  readonly given: readonly {
    readonly option: string;
    readonly pull: number;
    readonly reachable: readonly VerdictId[];
  }[];
  /** True where settling it alone leaves other verdicts reachable, depending on how it is settled. */
  readonly matters: boolean;
}

/** Which rules decided: the version that the file names, and the SHA-256 of what it says, in hexadecimal. */
export interface RulesId {
  readonly version: string;
  readonly hash: string;
}

/**
 * What the rules make of a set of answers. A *filling* chooses one option for every question that is open: each option where nothing
 * is known, each given one where a group does not agree.
 */
export interface Verdict {
  /** The reachable verdict nearest to monolith. */
  readonly verdict: VerdictId;
  readonly side: Side;
  /** The verdicts over all fillings, from the one nearest to monolith on. */
  readonly reachable: readonly VerdictId[];
  /** Unanswered questions whose answer can change what is reachable, most telling first. */
  readonly settles: readonly string[];
  /** Unanswered questions, in their order. */
  readonly unknown: readonly string[];
  /** The sum of the contributions. */
  readonly score: number;
  /** Least and greatest score over all fillings. */
  readonly scoreRange: readonly [number, number];
  /** Least and greatest score that any answers can have. */
  readonly scale: readonly [number, number];
  /** Every answered question in order, also those that pull to neither side; not those on which a group pulls several ways. */
  readonly contributions: readonly Contribution[];
  /** Blocks that fire in every filling. */
  readonly blocks: readonly FiredBlock[];
  /** Blocks that fire in some fillings, but not in all. */
  readonly possibleBlocks: readonly FiredBlock[];
  /** What the least score of the range would say if no block capped it. */
  readonly scoreSays: VerdictId;
  /** At most ten: fewest changes first, those a team can work on before others, then in the order of the questions. */
  readonly flips: readonly Flip[];
  readonly flipsTotal: number;
  /** The first flip toward microservices of which every change is one that a team can work on. */
  readonly nextSteps: Flip | null;
  /** The strongest on the other side, strongest first; at most three. */
  readonly against: readonly Objection[];
  /** What the document says the verdict costs. */
  readonly costs: readonly Citation[];
  /** Common advice that is not the document's; always shown with that label. */
  readonly beyondDocument: readonly string[];
  /** Empty for one person's answers. */
  readonly disagreements: readonly Disagreement[];
  readonly rules: RulesId;
}
