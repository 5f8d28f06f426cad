import { z } from 'zod';
import { UserError } from '../../core/errors.ts';

/** What `auth.test` says of the bot. */
export const identitySchema = z.looseObject({
  team_id: z.string(),
  team: z.string().optional(),
  /** The workspace's address: `https://acme.slack.com/`. */
  url: z.string().optional(),
  user_id: z.string(),
  user: z.string(),
  is_enterprise_install: z.boolean().optional(),
});

/** Who the bot is, and what its token may. */
export type Identity = z.output<typeof identitySchema> & { readonly scopes: ReadonlySet<string> };

/** @throws {UserError} where the token is that of a whole organisation: its workspaces would share one's data */
export function ofOneWorkspace(identity: Identity): Identity {
  if (identity.is_enterprise_install !== true) return identity;
  throw new UserError(
    'SLACK_BOT_TOKEN is for a whole organisation, and its workspaces would see each other’s data. Take it out and set SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ARCHCHECK_ENCRYPTION_KEYS, with which each has its own; or install the app into one workspace and set that token.',
  );
}
