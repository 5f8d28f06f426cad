import { z } from 'zod';
import { verdictIds } from '../check/verdict.ts';
import { personSchema } from '../form.ts';

const text = z.string();
const epochMs = z.int();
const verdict = z.enum(verdictIds);

export const statuses = ['proposed', 'accepted', 'objected', 'superseded'] as const;
export type Status = (typeof statuses)[number];

const rules = z.object({ version: text, hash: text });
const answers = z.record(text, z.union([text, z.array(text).readonly()]));

/** What a person states of a decision, and may edit. */
const statementSchema = z.object({
  title: text,
  context: text,
  /** A verdict, or something else. */
  chosen: z.enum([...verdictIds, 'other']),
  /** What is chosen, as it is read. */
  chosenName: text,
  /** Never empty where what is chosen is not the verdict. */
  reason: text,
  deciders: z.array(personSchema).readonly(),
  /** How one will know that it was right; empty for the bot's own sentence. */
  confirmation: text,
});
export type Statement = z.output<typeof statementSchema>;

const changeSchema = z.object({
  at: epochMs,
  by: personSchema,
  /** The version that the decision had then; for an edit the new one. */
  version: z.int(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('recorded') }),
    z.object({ kind: z.literal('edited'), before: statementSchema }),
    z.object({ kind: z.literal('accepted') }),
    z.object({ kind: z.literal('objected'), reason: text }),
    z.object({ kind: z.literal('superseded'), successor: text }),
    z.object({
      kind: z.literal('reviewed'),
      check: text,
      /** The re-check that it was compared with; null for the check that the decision was recorded from. */
      since: text.nullable().default(null),
      was: verdict,
      now: verdict,
    }),
    z.object({ kind: z.literal('review set'), reviewAt: epochMs.nullable() }),
  ]),
});
export type Change = z.output<typeof changeSchema>;

/** What the verdict rested on, in the words of the day: it is read long after rules and document have changed. */
const groundsSchema = z.object({
  /** The verdict's name, and what of it is the document's. */
  verdict: text,
  headline: text,
  backing: z.enum(['document', 'our reading']),
  reading: text,
  standing: text,
  pulls: z.array(text).readonly(),
  blocks: z.array(text).readonly(),
  /** The strongest argument against what was chosen, first. */
  against: z.array(text).readonly(),
  /** What the document says that the chosen one costs. */
  costs: z.array(text).readonly(),
  unknown: z.array(text).readonly(),
  /** How a team's answers were spread, without names; empty for one person's. */
  spread: z.array(text).readonly(),
  flip: text.nullable(),
  /** The topics that a review asks about. */
  review: z.array(text).readonly(),
  numbers: text,
});
export type Grounds = z.output<typeof groundsSchema>;

export const pointSchema = z.object({
  kind: z.enum(['decision', 'option', 'reason', 'objection', 'question', 'action']),
  text,
  /** The https addresses of messages. */
  links: z.array(text).readonly(),
});
export type Point = z.output<typeof pointSchema>;

export const postedSchema = z.object({ conversation: text, message: text, link: text.nullable() });

/** A decision as it is kept. The answers with the hash of the rules replay its verdict; the history holds every change. */
export const decisionSchema = statementSchema.extend({
  workspace: text,
  /** `D-12`: short, to be said aloud; counted up within the workspace. */
  id: text,
  /** Made before it is recorded, so that recording it twice, after a crash in between, keeps one. */
  key: text,
  platform: text,
  /** The conversation that it belongs to: who may read that one may read it. */
  conversation: text,
  channel: text,
  privacy: z.enum(['open', 'members', 'direct']),
  recorder: personSchema,
  createdAt: epochMs,
  /** 1, and one more with each edit. */
  version: z.int(),
  status: z.enum(statuses),
  /** What was weighed, by name. */
  considered: z.array(text).readonly(),
  reviewAt: epochMs.nullable(),
  /** The check that it came from; null where nothing was checked. */
  check: z.object({ id: text, answers, verdict, rules, createdAt: epochMs, grounds: groundsSchema }).nullable(),
  /** What was said in the thread that it came from, each with the messages that it rests on; empty for one that came from a check. */
  points: z.array(pointSchema).readonly(),
  posted: postedSchema.nullable(),
  predecessor: text.nullable(),
  successor: text.nullable(),
  history: z.array(changeSchema).readonly(),
});
export type Decision = z.output<typeof decisionSchema>;
export type DecidedCheck = NonNullable<Decision['check']>;

/** The number of an id; null where it is none. "d-12", "D12" and "#12" mean D-12, too. */
export function decisionNumber(id: string): number | null {
  const [, digits] = /^(?:d-?|#)([1-9]\d{0,8})$/i.exec(id.trim()) ?? [];
  return digits === undefined ? null : Number(digits);
}

export function decisionId(number: number): string {
  return `D-${number}`;
}

/** What was said against the words as they stand now. */
export function objectionsTo({ history, version }: Decision) {
  return history.flatMap(({ by, at, version: then, what }) =>
    what.kind === 'objected' && then === version ? [{ by, at, reason: what.reason }] : [],
  );
}

/** The latest change of a kind. */
export function lastChange({ history }: Decision, kind: Change['what']['kind']): Change | null {
  return history.findLast(({ what }) => what.kind === kind) ?? null;
}
