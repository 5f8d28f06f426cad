import { z } from 'zod';

/** An id. Discord writes it as text; other servers of its protocol, whose ids are short, sometimes as a number. */
export const snowflake = z.union([z.string(), z.int().transform(String)]);
