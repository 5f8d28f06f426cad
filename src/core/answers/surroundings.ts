import type { Topic } from './answer.ts';
import type { Surroundings } from './coverage-rule.ts';
import type { Ask } from './understand.ts';

/** What stands around the asks of a message: in its other clauses, and in the talk so far. */
export function surroundings(
  clauses: readonly Ask[],
  before: Topic | null,
): Omit<Surroundings, 'described' | 'toldOf'> {
  const named = [...new Set(clauses.flatMap((clause) => clause.named))];
  const hinted = [...new Set(clauses.flatMap((clause) => clause.hinted))];
  const carried = named.length > 0 ? named : (before?.subjects ?? []);
  return {
    aboutStyles: carried.length > 0 || hinted.length > 0 || clauses.some(speaksOfBoth),
    aspects: before?.aspects ?? [],
    styles: carried.length > 0 ? carried : hinted.length === 1 ? hinted : [],
  };
}

function speaksOfBoth({ focus }: Ask): boolean {
  return focus.tokens.some(({ word }) => word === 'both' || word === 'either' || word === 'two');
}
