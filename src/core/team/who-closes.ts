import type { Incoming } from '../bot-events.ts';
import type { TeamCheck } from './team-check.ts';

/** With fewer there is no result: it would show what one person answered. */
export const fewestAnswers = 2;

/**
 * Who may do what with a team check.
 *
 * | deed | who | when |
 * |---|---|---|
 * | answer, and change one's answers | everybody who sees its card | until it closes |
 * | see who has answered | everybody who sees its card | always |
 * | see what one answered | that person alone | always |
 * | close it | whoever opened it, and whoever runs the place (a steward) | while it is open |
 * | see how the answers are spread | everybody who sees its card | once it is closed, with at least two people's answers |
 *
 * It also closes by itself: with as many complete answers as were asked for, and at its time.
 */
export function mayClose(
  { opener }: Pick<TeamCheck, 'opener'>,
  { person, steward }: Pick<Incoming, 'person' | 'steward'>,
): boolean {
  return opener.id === person || steward === true;
}
