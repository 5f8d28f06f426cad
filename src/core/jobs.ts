/** Something that is to be done at a time. */
export interface Job {
  readonly workspace: string;
  /** Names it within the workspace: there is one of each, and putting it again moves it. */
  readonly key: string;
  /** Which platform does it. */
  readonly platform: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  /** Plain JSON: what is to be done. */
  readonly payload: unknown;
}

/**
 * What is to be done later. It only remembers: whoever finds something due hands it to the events, which see to it that it is done
 * once and taken up again after a crash, and takes it off here.
 */
export interface JobStore {
  /** Puts a job, in the place of the one with its key. */
  put(job: Job): Promise<void>;
  /** Takes a job off, if it is still the one that is due then. @returns whether it was */
  remove(job: Pick<Job, 'workspace' | 'key' | 'dueAt'>): Promise<boolean>;
  /** What is due by now for one of the platforms, the longest overdue first. Of all workspaces, because a process serves them all. */
  due(platforms: readonly string[], limit: number): Promise<readonly Job[]>;
}
