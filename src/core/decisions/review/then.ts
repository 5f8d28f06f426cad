import type { DecidedCheck, Decision } from '../decision.ts';
import type { Ledger } from '../ledger.ts';

/** What a re-check compares with. */
export interface Then extends Pick<DecidedCheck, 'answers' | 'verdict' | 'rules' | 'createdAt'> {
  /** The re-check that it is; null for the check that the decision was recorded from. */
  readonly recheck: string | null;
}

/** What a re-check that begins now compares with: the re-check before it, where there is one. */
export async function lastThen(ledger: Ledger, decision: Decision, check: DecidedCheck): Promise<Then> {
  const last = decision.history.flatMap(({ what }) => (what.kind === 'reviewed' ? [what.check] : [])).at(-1);
  return thenOf(ledger, decision, check, last ?? null);
}

/** @param recheck one of the decision's own; anything else stands for the check that it was recorded from */
export async function thenOf(
  { store }: Ledger,
  { workspace, history }: Decision,
  check: DecidedCheck,
  recheck: string | null,
): Promise<Then> {
  const isOwn = history.some(({ what }) => what.kind === 'reviewed' && what.check === recheck);
  const kept = isOwn && recheck !== null ? await store.checks.get(workspace, recheck) : null;
  return kept === null ? { ...check, recheck: null } : { ...kept, recheck };
}
