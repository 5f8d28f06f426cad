import type { Installation, InstallationStore } from '../../core/installations.ts';
import { createRecent } from '../../core/recent.ts';
import type { Log } from '../../log.ts';
import type { Vault } from '../../vault.ts';
import type { SlackApi } from './api.ts';
import type { SlackContext } from './context.ts';
import { readOrigin } from './origin.ts';
import { opened } from './reseal.ts';

/** The workspaces that the bot is in, each with its own token. */
export interface Tenants {
  /** What serves the workspace that something was sent for; null where the bot is not installed there (any more), or its token is broken. */
  for(body: unknown): Promise<SlackContext | null>;
  /** The same for a workspace by its id. */
  of(workspace: string): Promise<SlackContext | null>;
  close(): Promise<void>;
}

/** What tells one tenant from another. */
export interface Tenant {
  readonly workspace: string;
  readonly api: SlackApi;
  readonly botUser: string;
  readonly botName: string;
  /** The workspace's address; empty where Slack did not say. */
  readonly url: string;
  readonly scopes: ReadonlySet<string>;
}

/** The one workspace of a bot token. */
export function oneTenant(slack: SlackContext): Tenants {
  return { for: async () => slack, of: async () => slack, close: () => slack.api.close() };
}

export interface TenantsParts {
  readonly installations: InstallationStore;
  readonly vault: Vault;
  readonly serve: (tenant: Tenant) => SlackContext;
  /** A way to Slack with a token. */
  readonly apiWith: (token: string) => SlackApi;
  readonly log: Log;
}

interface Served {
  readonly sealed: string;
  readonly slack: SlackContext;
}

/** A few kilobytes each. */
const maxServed = 2_000;

/**
 * Every workspace that has installed the bot. The store is asked each time, because another copy may have taken an installation in or
 * forgotten one; what is spared is opening the token and putting the parts together.
 */
export function createTenants(parts: TenantsParts): Tenants {
  const { installations, vault, serve, apiWith, log } = parts;
  const served = createRecent<Served | null>(maxServed);

  function servedBy(workspace: string, installation: Installation | null): SlackContext | null {
    if (installation === null) {
      // Its token does not stay in memory either.
      if (served.get(workspace)) served.set(workspace, null);
      return null;
    }
    const known = served.get(workspace);
    if (known?.sealed === installation.sealed) return known.slack;
    const { botUser, botName, url, scopes } = installation.details;
    const token = opened(installation, vault, log);
    if (token === null) return null;
    const slack = serve({ workspace, api: apiWith(token), botUser, botName, url, scopes: new Set(scopes) });
    served.set(workspace, { sealed: installation.sealed, slack });
    return slack;
  }

  return {
    async for(body) {
      const origin = readOrigin(body);
      if (origin === null) return null;
      const { workspace, organisation } = origin;
      const known = await installations.get(workspace);
      const linked = known === null && organisation !== null ? installations.link(workspace, organisation) : known;
      return servedBy(workspace, await linked);
    },
    of: async (workspace) => servedBy(workspace, await installations.get(workspace)),
    close: async () => undefined,
  };
}
