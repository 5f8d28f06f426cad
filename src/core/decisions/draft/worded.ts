import type { Statement } from './read.ts';

/** What the phrases of threads.yaml say of a sentence, the strongest doubt first. */
export function wordedAs({ has }: Statement): string {
  if (has('joke')) return 'a joke';
  if (has('others')) return 'of others';
  if (has('past') && !has('revise')) return 'of the past';
  if (has('retract', 'suspend') && !has('revise')) return 'taken back';
  if (has('undecided')) return 'open';
  if (has('defer')) return 'put off';
  if (has('conditional')) return 'conditional';
  if (has('decided', 'closing')) return has('hedge') ? 'half decided' : 'decided';
  if (has('going')) return has('hedge') ? 'half taken' : 'taken';
  return has('urge') ? 'urged' : has('invitation') ? 'asked for' : has('hedge') ? 'hedged' : 'plain';
}
