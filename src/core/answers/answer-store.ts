import { z } from 'zod';

const text = z.string();

/** An answer that went out, kept so that 👍 and 👎 mean something later. */
export const answerRecordSchema = z.object({
  id: text,
  workspace: text,
  conversation: text,
  person: text,
  question: text,
  status: z.enum(['answered', 'partial', 'declined', 'smalltalk']),
  mode: z.enum(['offline', 'model']),
  /** The answer as plain text. */
  text,
  createdAt: z.int(),
});

export type AnswerRecord = z.infer<typeof answerRecordSchema>;

export type Rating = 'up' | 'down';

export interface AnswerStore {
  /** Saving an id again replaces the answer and keeps its ratings. */
  save(answer: AnswerRecord): Promise<void>;
  get(workspace: string, id: string): Promise<RatedAnswer | null>;
  /** One rating a person: a later one replaces it, null takes it back. @returns false if there is no such answer */
  rate(workspace: string, id: string, person: string, rating: Rating | null): Promise<boolean>;
}

export interface RatedAnswer {
  readonly answer: AnswerRecord;
  /** In the order of the persons' ids. */
  readonly ratings: readonly { readonly person: string; readonly rating: Rating }[];
}
