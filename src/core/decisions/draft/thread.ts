import { z } from 'zod';

const id = z.union([z.string(), z.number()]).transform(String);

// Platforms mark with `true`, a time, or an object about the editor or the bot.
const mark = z.unknown().optional();

const reaction = z.object({ name: z.string(), users: z.array(id).nullish() });

const message = z.object({
  id: id.nullish(),
  user: id.nullish(),
  ts: id.nullish(),
  text: z.string().nullish(),
  replyTo: id.nullish(),
  reactions: z.array(reaction).nullish(),
  deleted: mark,
  bot: mark,
});

/** A thread as `decisions draft --jsonl` reads it, before {@link toThread}; whatever is not known may be left out. */
export const threadInput = z.object({
  platform: z.string().nullish(),
  title: z.string().nullish(),
  messages: z.array(message).meta({ examples: [[{ id: 'm1', user: 'U1', text: 'let’s keep the monolith' }]] }),
});

/** What is left out filled in, and the messages in the order of their times. */
export function toThread({ title, messages }: z.output<typeof threadInput>): Thread {
  return {
    title: title ?? '',
    messages: inOrder(
      messages.map((each, index) => ({
        id: each.id ?? each.ts ?? `#${index + 1}`,
        user: each.user ?? null,
        ts: each.ts ?? null,
        text: each.text ?? '',
        replyTo: each.replyTo ?? null,
        reactions: (each.reactions ?? []).map(({ name, users }) => ({ name, users: users ?? [] })),
        deleted: isSet(each.deleted),
        bot: isSet(each.bot),
      })),
    ),
  };
}

/** The two in one. */
export const threadSchema = threadInput.transform(toThread);

export interface Reaction {
  /** As the platform names it: `white_check_mark`, or the character itself. */
  readonly name: string;
  readonly users: readonly string[];
}

export interface Message {
  readonly id: string;
  /** Null where the platform does not say who wrote it. */
  readonly user: string | null;
  /** As the platform gives it; null where it is not known. */
  readonly ts: string | null;
  /** What it says now: of an edited message the present text. */
  readonly text: string;
  readonly replyTo: string | null;
  readonly reactions: readonly Reaction[];
  readonly deleted: boolean;
  readonly bot: boolean;
}

/** A discussion, oldest message first. */
export interface Thread {
  readonly title: string;
  readonly messages: readonly Message[];
}

/** Whether a mark is there. */
function isSet(mark: unknown): boolean {
  return mark !== undefined && mark !== null && mark !== false && mark !== '' && mark !== 0;
}

/** By time where every message has one that can be compared; as given where not. */
function inOrder(messages: readonly Message[]): Message[] {
  const timed = messages.map((message) => ({ message, at: timeOf(message.ts) }));
  if (timed.some(({ at }) => Number.isNaN(at))) return [...messages];
  return timed.sort((a, b) => a.at - b.at).map(({ message }) => message);
}

function timeOf(ts: string | null): number {
  if (ts === null || ts.trim() === '') return Number.NaN;
  const seconds = Number(ts);
  return Number.isNaN(seconds) ? Date.parse(ts) : seconds;
}
