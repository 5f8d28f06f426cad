import { z } from 'zod';

/** What `auth.test` says of the bot, and which scopes its token has. */
export const identitySchema = z.looseObject({
  team_id: z.string(),
  team: z.string().optional(),
  user_id: z.string(),
  user: z.string(),
  response_metadata: z.looseObject({ scopes: z.array(z.string()).optional() }).optional(),
});
