import type { z } from 'zod';
import type { AnswerStore } from './answers/answer-store.ts';
import type { SettingsStore } from './channel-settings.ts';
import type { CheckStore } from './check/check-store.ts';
import type { DecisionStore } from './decisions/decision-store.ts';
import type { DraftStore } from './drafts.ts';
import type { EventStore } from './events.ts';
import type { InstallationStore } from './installations.ts';
import type { JobStore } from './jobs.ts';
import type { TeamStore } from './team/team-check.ts';
import type { ThreadStore } from './threads.ts';
import type { UsageStore } from './usage.ts';
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
