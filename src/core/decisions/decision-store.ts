import type { Job } from '../jobs.ts';
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
   * @param jobs what is to be done later of the decision as it is recorded: kept with it, or neither is
   * @returns whether it was new
   */
  record(
    decision: Decision,
    jobs?: (recorded: Decision) => readonly Job[],
  ): Promise<StoredDecision & { readonly isNew: boolean }>;
  get(workspace: string, id: string): Promise<StoredDecision | null>;
  /**
   * Changes decisions of one workspace, all or none.
   *
   * @param jobs what is to be done of it: kept with the changes, each in the place of the one with its key
   * @returns false if one of them is at another revision by now: read again
   */
  save(changed: readonly StoredDecision[], jobs?: readonly Job[]): Promise<boolean>;
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
