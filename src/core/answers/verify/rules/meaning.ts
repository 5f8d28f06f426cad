import { excludesOthers, inventsNumber, leavesHanging, overClaims } from './additions.ts';
import { avoidsPoint, deniesKind, leavesUnbacked, likens, refusesChoice, saysNothingQuoted } from './backing.ts';
import { turnsAround, turnsGuideAround } from './direction.ts';
import { inventsCause, inventsComparison, mixesQuotes } from './joins.ts';
import type { MeaningRule } from './rule.ts';

/** Every rule that needs the quotes, in the order in which a sentence meets them: the first failure is the one that is told. */
export const meaningRules: readonly MeaningRule[] = [
  inventsNumber,
  overClaims,
  saysNothingQuoted,
  leavesUnbacked,
  excludesOthers,
  refusesChoice,
  avoidsPoint,
  likens,
  deniesKind,
  turnsAround,
  turnsGuideAround,
  inventsComparison,
  inventsCause,
  mixesQuotes,
  leavesHanging,
];
