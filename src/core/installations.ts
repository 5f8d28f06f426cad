import { z } from 'zod';

const text = z.string();

/** What is known of an installation, and no secret. */
export const installationDetailsSchema = z.object({
  /** What the workspace, or the organisation, is called. */
  name: text,
  /** The organisation that it was installed for as a whole; null where it was one workspace. */
  organisation: text.nullable(),
  /** The bot's user id, and its name as one writes it behind an @. */
  botUser: text,
  botName: text,
  /** Its address, with a slash at the end; empty where Slack did not say. */
  url: text,
  scopes: z.array(text).readonly(),
  /** The person who installed it. */
  installedBy: text,
});

export type InstallationDetails = z.infer<typeof installationDetailsSchema>;

/** The bot in one workspace, or in all workspaces of an organisation: then `workspace` is the organisation's id. */
export interface Installation {
  readonly workspace: string;
  readonly details: InstallationDetails;
  /** The bot's token, sealed: see vault.ts. The store never sees it open. */
  readonly sealed: string;
}

/**
 * Where the bot is installed. A workspace of an organisation may be linked to the organisation's installation; then it is found by either.
 */
export interface InstallationStore {
  /** Puts an installation in the place of the one before; its data, if it was to be erased, stays. */
  save(installation: Installation): Promise<void>;
  /** A workspace's own installation, or the one that it is linked to. */
  get(workspace: string): Promise<Installation | null>;
  /** Links a workspace that has none of its own. @returns the organisation's installation, or null where it has none */
  link(workspace: string, organisation: string): Promise<Installation | null>;
  /** Takes a workspace's link away, and notes that it has left. @returns false if it had none to that organisation */
  unlink(workspace: string, organisation: string): Promise<boolean>;
  /** Seals the same token anew. @returns false if it is another installation by now */
  reseal(installation: Installation, sealed: string): Promise<boolean>;
  /**
   * Forgets an installation with its token and its links, and notes that these workspaces have left.
   *
   * @returns false if it is another installation by now: somebody has installed it again
   */
  forget(installation: Installation): Promise<boolean>;
  /** By their ids, those behind `after`. */
  list(after: string, limit: number): Promise<readonly Installation[]>;
}
