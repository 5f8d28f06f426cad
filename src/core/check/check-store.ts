import { z } from 'zod';
import { checkForms } from './action-ids.ts';
import { verdictIds } from './verdict.ts';

const text = z.string();
const verdict = z.enum(verdictIds);

/** A finished check: what was answered, and the verdict under the rules of that day. The answers and the rules' hash replay it. */
export const checkRecordSchema = z.object({
  id: text,
  workspace: text,
  /** The channel, thread or terminal session in which it was run. */
  conversation: text,
  /** Who ran it: the platform's id. */
  person: text,
  title: text,
  form: z.enum(checkForms),
  /** Question → option, `unknown`, or the different options that a group gave. */
  answers: z.record(text, z.union([text, z.array(text).readonly()])),
  verdict,
  /** Every verdict that the open questions leave possible. */
  reachable: z.array(verdict).readonly(),
  score: z.int(),
  /** The least and the greatest score that the open questions leave possible. */
  scoreRange: z.tuple([z.int(), z.int()]).readonly(),
  rules: z.object({ version: text, hash: text }),
  createdAt: z.int(),
});

export type CheckRecord = z.infer<typeof checkRecordSchema>;

export interface CheckStore {
  /** Saving an id again replaces the record: work that is taken up after a crash may save twice. */
  save(check: CheckRecord): Promise<void>;
  get(workspace: string, id: string): Promise<CheckRecord | null>;
  /** Newest first. */
  list(workspace: string, query: CheckQuery): Promise<CheckPage>;
}

export interface CheckQuery {
  /**
   * Every word must occur in the title or be the verdict, as a whole or in part, whatever its case and accents; an empty text finds all.
   * The first 16 words count, and the first 200 characters of each.
   */
  readonly words: string;
  /** 1 to 100. */
  readonly limit: number;
  /** `next` of the page before, or null for the first page. A cursor of something else is refused with a `UserError`. */
  readonly after: string | null;
}

export interface CheckPage {
  readonly checks: readonly CheckRecord[];
  /** Where the next page begins, or null where this is the last. */
  readonly next: string | null;
}
