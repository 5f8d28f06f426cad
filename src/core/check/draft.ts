import { z } from 'zod';
import { checkForms } from './action-ids.ts';

/** An answer that was taken from a person's own words, waiting for their yes. */
const prefilled = z.object({ option: z.string(), because: z.string() });

/**
 * A guided check under way, as it is stored: plain JSON. Read a stored one with this schema, then give it to the flow, which says
 * kindly where the rules have changed since.
 */
export const draftSchema = z.object({
  form: z.enum(checkForms),
  title: z.string(),
  /** Option ids by question; `unknown` for "Don't know". */
  answers: z.record(z.string(), z.string()),
  /** The questions answered so far, in the order in which they were. */
  order: z.array(z.string()),
  /** By question, with the words that state the answer. */
  prefilled: z.record(z.string(), prefilled),
  /** False as long as the prefilled answers wait for a yes. */
  confirmed: z.boolean(),
  /** What is shown, where the person went there; null for whatever comes next. */
  at: z.union([z.object({ question: z.string() }), z.literal('review')]).nullable(),
  /** True once the person asked for what is still reachable. */
  finished: z.boolean(),
  rules: z.object({ version: z.string(), hash: z.string() }),
});

export type Draft = z.output<typeof draftSchema>;
export type Prefilled = z.output<typeof prefilled>;
