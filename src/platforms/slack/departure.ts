import { z } from 'zod';
import type { InstallationStore } from '../../core/installations.ts';
import type { Log } from '../../log.ts';
import type { Vault } from '../../vault.ts';
import type { SlackApi } from './api.ts';
import { readOrigin } from './origin.ts';
import { opened } from './reseal.ts';
import { isRefusal, signedOut } from './slack-error.ts';

/** Somebody may have taken the bot out of a workspace, or of all workspaces of an organisation. Plain JSON. */
export const departureSchema = z.object({
  key: z.string(),
  workspace: z.string(),
  organisation: z.string().nullable(),
  /** Workspaces that are out of reach of the organisation's installation; where there are none, all of it may be gone. */
  withdrawn: z.array(z.string()).default([]),
});
export type Departure = z.output<typeof departureSchema>;

const eventSchema = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string(),
  event: z.discriminatedUnion('type', [
    z.looseObject({ type: z.literal('app_uninstalled') }),
    z.looseObject({
      type: z.literal('tokens_revoked'),
      tokens: z.looseObject({ bot: z.array(z.string()).min(1) }),
    }),
    z.looseObject({ type: z.literal('team_access_revoked'), team_ids: z.array(z.string()).min(1) }),
  ]),
});

/** Null for whatever is no departure: a person's own token that was revoked, for one. */
export function readDeparture(body: unknown): Departure | null {
  const read = eventSchema.safeParse(body);
  const origin = readOrigin(body);
  if (!read.success || origin === null) return null;
  const { event, event_id: key } = read.data;
  return { key, ...origin, withdrawn: event.type === 'team_access_revoked' ? event.team_ids : [] };
}

export interface DepartureParts {
  readonly installations: InstallationStore;
  readonly vault: Vault;
  /** A way to Slack with a token. */
  readonly apiWith: (token: string) => Pick<SlackApi, 'identify'>;
  readonly log: Log;
}

/**
 * Forgets the installation of who has left. Slack is asked first: an event may come late, or again, when the bot is back already.
 *
 * @throws {SlackCallError} where Slack does not say: then it is to be tried again
 */
export async function takeLeave(parts: DepartureParts, departure: Departure): Promise<void> {
  const { installations, log } = parts;
  const { workspace, organisation, withdrawn } = departure;
  if (organisation !== null)
    for (const place of withdrawn) {
      // Slack is not asked: should it be back already, whatever comes from there next brings it back.
      if (await installations.unlink(place, organisation)) log.info(`${place}: ${organisation} has taken the bot out`);
    }
  if (withdrawn.length > 0) return;
  for (const place of new Set([workspace, organisation ?? workspace]))
    if (await forget(parts, place, signedOut))
      log.info(`${place}: told that the bot was taken out, but its token holds; it stays`);
}

/**
 * Forgets an installation whose token Slack refuses with one of these codes.
 *
 * @returns true where it holds; false where it is forgotten, or was none
 * @throws {SlackCallError} where Slack does not say
 */
export async function forget(parts: DepartureParts, place: string, codes: ReadonlySet<string>): Promise<boolean> {
  const { installations, vault, apiWith, log } = parts;
  const installation = await installations.get(place);
  if (installation === null) return false;
  const token = opened(installation, vault, log);
  if (token !== null && !(await isRefused(apiWith(token), codes))) return true;
  if (await installations.forget(installation)) {
    log.info(`${installation.workspace}: the bot was taken out; its token is forgotten`);
    return false;
  }
  // Somebody has installed it again meanwhile, or another copy has sealed the same dead token anew.
  return forget(parts, place, codes);
}

async function isRefused(api: Pick<SlackApi, 'identify'>, codes: ReadonlySet<string>): Promise<boolean> {
  try {
    await api.identify();
    return false;
  } catch (error) {
    if (isRefusal(error, codes)) return true;
    throw error;
  }
}
