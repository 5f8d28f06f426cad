/** How many rows of a table belong to a workspace. */
export interface TableCount {
  readonly table: string;
  readonly rows: number;
}

/** A row as the store keeps it: texts, numbers, JSON as text. */
export interface WorkspaceRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

/** Workspaces that come and go, with all that is kept of them. */
export interface WorkspaceStore {
  /** The bot was taken out: its data is erased after a while, unless it comes back. The first time counts. */
  left(workspace: string): Promise<void>;
  /** The bot is in it, and its data stays. */
  joined(workspace: string): Promise<void>;
  /** Those that left before a time, the longest ago first. */
  gone(leftBefore: number, limit: number): Promise<readonly string[]>;
  /** How much is kept of a workspace, by table. */
  count(workspace: string): Promise<readonly TableCount[]>;
  /**
   * All that is kept of a workspace but its token and who answered what in a team's blind check, table by table in the order of their
   * keys. What changes meanwhile is as it is when its turn comes.
   */
  rows(workspace: string): AsyncIterable<WorkspaceRow>;
  /**
   * Erases all that is kept of a workspace, its installation and token among it, at once or not at all.
   *
   * @param leftBefore only if it left before that time and has not come back; null for whatever it did
   * @returns what there was; nothing where it is back
   */
  erase(workspace: string, leftBefore: number | null): Promise<readonly TableCount[]>;
}

/** The times, in epoch milliseconds, before which something is dropped; null keeps it. */
export interface Horizon {
  /** Answers with their ratings, what threads began with, and the days on which a model was used. */
  readonly answers: number | null;
  /** Unfinished questionnaires. */
  readonly drafts: number | null;
  /** The ids of events that were done: from then on the same one would be new. */
  readonly events: number | null;
}

/** Drops what has grown old, of all workspaces. Checks and decisions are records: they stay until they are erased. */
export interface RetentionStore {
  /** In small pieces, so that nobody waits; several processes at once do no harm. @returns how many rows */
  drop(horizon: Horizon): Promise<number>;
}
