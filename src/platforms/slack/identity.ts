import { z } from 'zod';

/** What `auth.test` says of the bot. */
export const identitySchema = z.looseObject({
  team_id: z.string(),
  team: z.string().optional(),
  /** The workspace's address: `https://acme.slack.com/`. */
  url: z.string().optional(),
  user_id: z.string(),
  user: z.string(),
});

/** Who the bot is, and what its token may. */
export type Identity = z.output<typeof identitySchema> & { readonly scopes: ReadonlySet<string> };
