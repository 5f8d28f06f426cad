import type { Decision, Status } from './decision.ts';

/** A decision with the revision that a change of it replaces. */
export interface StoredDecision {
  readonly decision: Decision;
  readonly revision: number;
}

/** Decisions. Ids are counted up in each workspace and never given twice; nothing is ever deleted. */
export interface DecisionStore {
  /**
   * Records a decision under the next id; the one it names is left aside. The same key again gives back what was recorded under it.
   *
   * @returns whether it was new
   */
  record(decision: Decision): Promise<StoredDecision & { readonly isNew: boolean }>;
  get(workspace: string, id: string): Promise<StoredDecision | null>;
  /** Changes decisions of one workspace, all or none. @returns false if one of them is at another revision by now: read again */
  save(changed: readonly StoredDecision[]): Promise<boolean>;
  /** Newest first. */
  list(workspace: string, query: DecisionQuery): Promise<DecisionPage>;
}

export interface DecisionQuery {
  /** As `searchTerms` gives them: each must occur. */
  readonly terms: readonly string[];
  /** Empty for all. */
  readonly statuses: readonly Status[];
  readonly since: number | null;
  readonly before: number | null;
  readonly channel: string | null;
  /** Only those whose review is due by then, and that nothing has superseded; null for all. */
  readonly reviewBy: number | null;
  /** 1 to 100. */
  readonly limit: number;
  /** `next` of the page before; null for the first. */
  readonly after: number | null;
}

export interface DecisionPage {
  readonly decisions: readonly Decision[];
  readonly next: number | null;
}

export const allDecisions: DecisionQuery = {
  terms: [],
  statuses: [],
  since: null,
  before: null,
  channel: null,
  reviewBy: null,
  limit: 100,
  after: null,
};
