import type { Act } from './acts.ts';
import type { Naming } from './choices.ts';
import type { Said, Statement } from './read.ts';
import type { Stance } from './style.ts';
import type { Evidence } from './weigh.ts';

/** A message with what its sentences do. */
export interface Heard {
  readonly said: Said;
  readonly acts: ReadonlyMap<Statement, Readonly<Record<Act, number>>>;
  /** What each sentence stands for, of those that name something. */
  readonly stances: ReadonlyMap<Statement, Stance>;
  readonly shares: ReadonlyMap<Statement, Naming['shares']>;
  /** By act the likeliest among the sentences that are no questions. */
  readonly most: Readonly<Record<Act, number>>;
  readonly evidence: Evidence;
}

/** The same before it is known what speaks for it. */
export type Unweighed = Omit<Heard, 'evidence'>;

/** Notes a clue; of one that is there twice the plainer. */
export type Add = (name: string, value: number) => void;
