import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { DiscordApi } from './api.ts';
import type { DiscordMessage } from './render.ts';
import { snowflake } from './snowflake.ts';

/**
 * By this the bot knows a message of its own again: Discord keeps a component's numeric id with it, and shows it to nobody. From 1 to
 * 2³¹ − 1; as text it is the nonce, by which Discord itself refuses to show the same message twice within minutes.
 */
export function markOf(key: string): number {
  return (createHash('sha256').update(key).digest().readUInt32BE() % (2 ** 31 - 1)) + 1;
}

/** Of the first message of a post while it grows. */
export function halfMarkOf(key: string): number {
  return markOf(`${key}:half`);
}

export function marked(message: DiscordMessage, id: number): DiscordMessage {
  const [first, ...rest] = message.components;
  return first === undefined ? message : { ...message, components: [{ ...first, id }, ...rest] };
}

const listedSchema = z.array(
  z.looseObject({
    id: snowflake,
    author: z.looseObject({ id: snowflake }),
    components: z.array(z.looseObject({ id: z.number().optional() })).nullish(),
  }),
);
const looked = 100;

export interface Looking {
  readonly channel: string;
  /** Nothing that is looked for can be older than what has this id; null where that is not known. */
  readonly since: string | null;
  /** The bot's user. */
  readonly self: string;
}

/** The bot's own messages in a channel, by their marks; none where it cannot look. */
export async function findMarks(
  api: DiscordApi,
  log: Log,
  { channel, since, self }: Looking,
): Promise<ReadonlyMap<number, string>> {
  const range = since === null ? {} : { after: since };
  const found = await api
    .call('GET', `/channels/${channel}/messages`, { query: { ...range, limit: `${looked}` } })
    .catch((error: unknown) => {
      log.info(`own messages cannot be looked for: ${String(error)}`);
      return [];
    });
  const own = (listedSchema.safeParse(found).data ?? []).filter(({ author }) => author.id === self);
  return new Map(
    own.flatMap(({ id, components }) => {
      const mark = components?.[0]?.id;
      return mark === undefined ? [] : [[mark, id] as const];
    }),
  );
}
