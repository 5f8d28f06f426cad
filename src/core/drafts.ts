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
