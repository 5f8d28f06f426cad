import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { SlackApi } from './api.ts';
import type { Place } from './deed.ts';

/** The type of the metadata by which the bot knows its own messages again. */
const markerType = 'archcheck_reply';

/** The metadata by which a message of the bot's own is known again. @param part which message of its card it is */
export function markOf(key: string, part: number) {
  return { event_type: markerType, event_payload: { key, part } };
}

const listedSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      user: z.string().optional(),
      files: z.array(z.unknown()).optional(),
      metadata: z
        .object({ event_type: z.string(), event_payload: z.looseObject({ key: z.string(), part: z.number() }) })
        .optional()
        .catch(undefined),
    }),
  ),
  response_metadata: z.looseObject({ next_cursor: z.string().nullish() }).nullish(),
});

/** What is looked for, and where. */
export interface Looking extends Place {
  readonly key: string;
  /** Nothing of it can be older than this message; null where that is not known. */
  readonly since: string | null;
  /** True where an earlier attempt may have streamed the beginning of it. */
  readonly streamed: boolean;
  /** The bot's user. */
  readonly self: string;
  /** Whether this process writes a message itself. */
  isWritten(ts: string): boolean;
}

/** What is there of a post. */
export interface Found {
  /** The timestamps of its messages, by part. */
  readonly there: ReadonlyMap<number, string>;
  /** The timestamp of a message that was streamed and not ended. */
  readonly half: string | null;
}

/** Where nothing was looked for. */
export const nothing: Found = { there: new Map(), half: null };

/** What is there of a post. Without the scope to read it, nothing. */
export async function findMarks(api: SlackApi, log: Log, looking: Looking): Promise<Found> {
  const { key, since, streamed, self, isWritten } = looking;
  const messages = await listed(api, log, looking);
  const own = messages.flatMap(({ ts, metadata }) => (metadata ? [{ ts, ...metadata }] : []));
  // A stream takes its marker at its end; everything else of the bot's but files has one from the beginning.
  const half = messages.find(
    ({ ts, user: by, metadata, files }) =>
      by === self && metadata === undefined && files === undefined && ts > (since ?? '') && !isWritten(ts),
  );
  const there = own
    .filter(({ event_type, event_payload }) => event_type === markerType && event_payload.key === key)
    .map(({ ts, event_payload }) => [event_payload.part, ts] as const);
  return { there: new Map(there), half: streamed ? (half?.ts ?? null) : null };
}

/** In a longer thread a post may be there twice after a crash. */
const mostListed = 2_000;

/** The newest messages of a channel; all of a thread, which Slack tells from its oldest on. */
async function listed(api: SlackApi, log: Log, { channel, thread, since }: Looking) {
  const range = since === null ? {} : { oldest: since, inclusive: true };
  const args = { channel, limit: 200, include_all_metadata: true, ...range };
  const messages: z.output<typeof listedSchema>['messages'] = [];
  for (let cursor: string | null = null; cursor !== ''; ) {
    const on: object = cursor === null ? {} : { cursor };
    const listing = await (thread === null
      ? api.call('conversations.history', args)
      : api.call('conversations.replies', { ...args, ts: thread, ...on })
    ).catch((error: unknown) => {
      log.info(`own messages cannot be looked for: ${String(error)}`);
      return null;
    });
    const page = listedSchema.safeParse(listing).data;
    messages.push(...(page?.messages ?? []));
    const isEnough = thread === null || messages.length >= mostListed;
    cursor = isEnough ? '' : (page?.response_metadata?.next_cursor ?? '');
  }
  return messages;
}
