import { z } from 'zod';
import { postedSchema } from '../decisions/decision.ts';
import { personSchema } from '../form.ts';
import type { Job } from '../jobs.ts';

const text = z.string();
const epochMs = z.int();

/** A check that a team answers blind. Who answered what is kept apart from it, and is given out by nobody before it is closed. */
export const teamCheckSchema = z.object({
  workspace: text,
  /** Also the id that the check's record will have. */
  id: text,
  platform: text,
  conversation: text,
  channel: text,
  privacy: z.enum(['open', 'members', 'direct']),
  title: text,
  opener: personSchema,
  openedAt: epochMs,
  /** Closes when this many have answered everything; null: not by count. */
  closesWith: z.int().nullable(),
  /** Closes then; null: not by time. */
  closesAt: epochMs.nullable(),
  rules: z.object({ version: text, hash: text }),
  posted: postedSchema.nullable(),
  closed: z.object({ at: epochMs, how: z.enum(['button', 'count', 'time']), by: personSchema.nullable() }).nullable(),
});
export type TeamCheck = z.output<typeof teamCheckSchema>;
export type Closing = NonNullable<TeamCheck['closed']>;

/** How far somebody is: how many questions they have answered, with "Don't know" counting as an answer. */
export interface Participant {
  readonly person: z.output<typeof personSchema>;
  readonly answered: number;
}

/** Option ids by question; `unknown` for "Don't know". */
export type OwnAnswers = Readonly<Record<string, string>>;

export interface TeamStore {
  /** Opening an id again changes nothing. @returns whether it was new */
  open(check: TeamCheck): Promise<boolean>;
  get(workspace: string, id: string): Promise<TeamCheck | null>;
  setPosted(workspace: string, id: string, posted: TeamCheck['posted']): Promise<void>;
  /**
   * Adds answers to those that the person gave, in the place of the ones to the same questions. Those of others are untouched, however
   * many answer at once.
   *
   * @returns false if the check is closed, or there is none: then nothing is kept
   */
  answer(workspace: string, id: string, person: Participant['person'], answers: OwnAnswers): Promise<boolean>;
  /** What one person gave; empty where they gave nothing. */
  own(workspace: string, id: string, person: string): Promise<OwnAnswers>;
  /** Who has answered how much, never what; in the order in which they began. */
  participants(workspace: string, id: string): Promise<readonly Participant[]>;
  /**
   * Closes it for good.
   *
   * @param jobs what is to be done once it is closed: kept with that, or neither is
   * @returns false if it is closed already or there is none: one of several is told true
   */
  close(workspace: string, id: string, closing: Closing, jobs?: readonly Job[]): Promise<boolean>;
  /** What everybody gave, without names, in no order that tells who; null as long as it is open. */
  results(workspace: string, id: string): Promise<readonly OwnAnswers[] | null>;
}
