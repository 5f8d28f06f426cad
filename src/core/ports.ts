import { z } from 'zod';
import type { SettingsStore } from './channel-settings.ts';
import { checkForms } from './check/action-ids.ts';
import { verdictIds } from './check/verdict.ts';
import type { DecisionStore } from './decisions/decision-store.ts';
import type { InstallationStore } from './installations.ts';
import type { JobStore } from './jobs.ts';
import type { TeamStore } from './team/team-check.ts';
import type { RetentionStore, WorkspaceStore } from './workspaces.ts';

/** The time, in epoch milliseconds. */
export type Clock = () => number;

/** A new text id, unique in the world. */
export type NewId = () => string;

/**
 * What the bot remembers. Every record belongs to a workspace (a Slack team, a Discord guild, `terminal`), and nothing is ever read or
 * changed through another one. A promise that resolves for a write means that it is on the disk and survives `kill -9`.
 *
 * Every method may reject with a `UserError` that says what is wrong with the place where things are kept (full, read-only, damaged,
 * held by another process) and what to do; what was saved before is then still there.
 */
export interface Store {
  readonly checks: CheckStore;
  /** Drafts of one shape; the schema reads back what an earlier version may have written. */
  drafts<Draft>(schema: z.ZodType<Draft>): DraftStore<Draft>;
  readonly events: EventStore;
  readonly answers: AnswerStore;
  readonly threads: ThreadStore;
  readonly decisions: DecisionStore;
  readonly teams: TeamStore;
  readonly jobs: JobStore;
  readonly usage: UsageStore;
  readonly installations: InstallationStore;
  readonly workspaces: WorkspaceStore;
  readonly retention: RetentionStore;
  readonly settings: SettingsStore;
  /** Finishes what was begun, then lets go of the file. What is asked afterwards is refused. Closing twice does no harm. */
  close(): Promise<void>;
}

const text = z.string();
const epochMs = z.int();
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
  createdAt: epochMs,
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

/** There is one draft for each of these. */
export interface DraftKey {
  readonly workspace: string;
  readonly conversation: string;
  readonly person: string;
}

/** `outdated`: something is there, but the schema does not read it (another version wrote it): say so, and save over it. */
export type StoredDraft<Draft> =
  | { readonly kind: 'found'; readonly draft: Draft; readonly revision: number; readonly savedAt: number }
  | { readonly kind: 'outdated'; readonly revision: number; readonly savedAt: number };

/**
 * Unfinished questionnaires. A draft is plain JSON. Of two that change the same draft at once one wins and the other is told, so that
 * nobody's answer is overwritten unseen: read, change, save with the revision that was read.
 */
export interface DraftStore<Draft> {
  get(key: DraftKey): Promise<StoredDraft<Draft> | null>;
  /**
   * @param revision the revision that this one replaces; null where there must be none yet
   * @returns the new revision, or null if the stored draft is another one by now (read it again)
   */
  save(key: DraftKey, draft: Draft, revision: number | null): Promise<number | null>;
  /** @returns false if the stored draft is another one by now: of two that finish it at once, one is told true */
  delete(key: DraftKey, revision: number): Promise<boolean>;
}

/** Something that a platform sent. The id says what makes it the same thing again: a message's place, an interaction's id. */
export interface IncomingEvent {
  readonly workspace: string;
  readonly id: string;
  /** Plain JSON: all that is needed to take the work up again. Kept until the event is done, then wiped. */
  readonly payload: unknown;
}

/** The right to work on an event until the lease ends. The attempt (1, 2, …) tells it from the claims of others on the same event. */
export interface Claim {
  readonly workspace: string;
  readonly id: string;
  readonly attempt: number;
}

export interface Claimed extends Claim {
  /** When the event first came, in epoch milliseconds. */
  readonly claimedAt: number;
}

export interface ClaimedEvent extends Claimed {
  readonly payload: unknown;
}

/** Which events somebody takes up. */
export interface Whose {
  /** Those whose id begins with one of these and a slash, */
  readonly sources: readonly string[];
  /** and any that came before this, in epoch milliseconds. */
  readonly orBefore: number;
}

/**
 * Events, each worked on by one process at a time and finished once, across all processes on one store. The order of things:
 * `claim` (the event is on the disk) → acknowledge to the platform → work, with `renew` if it takes long → `done`.
 * A process that dies leaves a lease that ends; `takeUp` hands its events, with their payloads, to whoever asks next.
 */
export interface EventStore {
  /** @returns null if it is done, or another claim's lease still runs: then there is nothing to do but acknowledge */
  claim(event: IncomingEvent, leaseMs: number): Promise<Claimed | null>;
  /** Lets the lease end so long from now, sooner or later than it would. @returns false if the event was taken up by somebody else or is done: stop working on it */
  renew(claim: Claim, leaseMs: number): Promise<boolean>;
  /** Marks the event as finished for good and wipes its payload. @returns false as `renew` does */
  done(claim: Claim): Promise<boolean>;
  /**
   * Claims events whose lease has ended, those that came first before others: at start-up and every few seconds. Of all workspaces, because the
   * process serves them all; each event names its own. A high `attempt` tells of an event that kills whoever works on it.
   *
   * @param whose all if left out
   */
  takeUp(limit: number, leaseMs: number, whose?: Whose): Promise<readonly ClaimedEvent[]>;
  /** Forgets events that were done before a time; from then on the same id would be new. @returns how many */
  forget(doneBefore: number): Promise<number>;
}

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
  createdAt: epochMs,
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

/** How many threads of a channel are kept, and how many UTF-16 units of what each began with. */
export const threadLimits = { inChannel: 8, text: 200 } as const;

/** A thread in which the bot spoke. */
export interface Thread {
  /** The platform's name for it, within its channel. */
  readonly thread: string;
  /** What it began with, as far as the bot heard it. */
  readonly text: string;
}

/**
 * The threads of each channel in which the bot spoke last, to be offered when something may be posted there. They are asked for by their
 * channel, so what began a thread is never shown to whoever cannot read there.
 */
export interface ThreadStore {
  /** Makes a thread the newest of its channel. A known one keeps the text that it was first noted with. */
  note(workspace: string, channel: string, thread: Thread): Promise<void>;
  /** Newest first. */
  of(workspace: string, channel: string): Promise<readonly Thread[]>;
}

/** A workspace's day, in UTC: `2026-11-26`. */
export interface UsageDay {
  readonly workspace: string;
  readonly day: string;
}

/** What a workspace's requests to the model have used on one day. */
export interface Usage {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Set aside for requests that are under way, or that died with their process. */
  readonly reservedTokens: number;
}

export interface UsageStore {
  /** Sets tokens aside if the day's budget still holds them, also among processes. @returns false where it does not */
  reserve(day: UsageDay, tokens: number, budget: number): Promise<boolean>;
  /** Puts what a request has used in the place of what was set aside for it, and counts the request. */
  settle(
    day: UsageDay,
    reserved: number,
    used: { readonly inputTokens: number; readonly outputTokens: number },
  ): Promise<void>;
  /** All zero where nothing was used. */
  get(day: UsageDay): Promise<Usage>;
}
