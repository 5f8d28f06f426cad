import type { CheckRecord } from './check-store.ts';
import type { Verdict } from './verdict.ts';

/** What a record keeps of a verdict: the rest follows from the answers. */
export function keptVerdict({
  verdict,
  reachable,
  score,
  scoreRange,
  rules,
}: Verdict): Pick<CheckRecord, 'verdict' | 'reachable' | 'score' | 'scoreRange' | 'rules'> {
  return { verdict, reachable: [...reachable], score, scoreRange: [...scoreRange], rules: { ...rules } };
}
