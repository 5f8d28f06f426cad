import type { Incoming } from '../bot-events.ts';
import type { Decision, Status } from './decision.ts';

export type Deed = 'accept' | 'object' | 'edit' | 'supersede' | 'recheck' | 'schedule';

/**
 * Who may do what with a decision, of those who may read it: nobody else is told that it exists.
 *
 * | deed | who | while it is |
 * |---|---|---|
 * | record a check as one | everybody who may read the check, in a place whose readers may | |
 * | accept | its deciders and its recorder | proposed, objected |
 * | object, with a reason | everybody who may read it | proposed, objected, accepted |
 * | edit: a new version, proposed again | its deciders and its recorder | proposed, objected, accepted |
 * | supersede it by another | its deciders and its recorder | proposed, objected, accepted |
 * | re-check | everybody who may read it | anything but superseded |
 * | schedule: snooze or end its review | its deciders and its recorder | anything but superseded |
 *
 * Who runs the place (a steward) may do all of it, so that a decision whose people have left is not stuck. A successor supersedes when it is
 * accepted, and only if whoever accepts it may supersede the one before it.
 */
const rule: Readonly<Record<Deed, { readonly who: 'readers' | 'owners'; readonly while: readonly Status[] }>> = {
  accept: { who: 'owners', while: ['proposed', 'objected'] },
  object: { who: 'readers', while: ['proposed', 'objected', 'accepted'] },
  edit: { who: 'owners', while: ['proposed', 'objected', 'accepted'] },
  supersede: { who: 'owners', while: ['proposed', 'objected', 'accepted'] },
  recheck: { who: 'readers', while: ['proposed', 'objected', 'accepted'] },
  schedule: { who: 'owners', while: ['proposed', 'objected', 'accepted'] },
};

/** Whether the deed is one for the decision as it stands, whoever does it. */
export function isOpenTo(deed: Deed, { status }: Pick<Decision, 'status'>): boolean {
  return rule[deed].while.includes(status);
}

/** Whether it is for this person to do. */
export function isFor(
  deed: Deed,
  decision: Pick<Decision, 'recorder' | 'deciders'>,
  { person, steward }: Pick<Incoming, 'person' | 'steward'>,
): boolean {
  if (rule[deed].who === 'readers' || steward === true) return true;
  return decision.recorder.id === person || decision.deciders.some(({ id }) => id === person);
}

/** "its recorder Ann or its deciders Bob and Cat": whom to ask. */
export function ownersOf({ recorder, deciders }: Pick<Decision, 'recorder' | 'deciders'>): string {
  const others = deciders.filter(({ id }) => id !== recorder.id).map(({ name }) => name);
  return [recorder.name, ...others].join(', ');
}
