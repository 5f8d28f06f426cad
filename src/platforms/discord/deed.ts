import { z } from 'zod';

const text = z.string();

/** What every deed says: where it was done, by whom, and what makes it the same thing when it comes again. */
const common = {
  /** The server; or, for a direct message, the person's own place (see {@link workspaceOf}). */
  workspace: text,
  key: text,
  person: text,
  /** What they are called and whether they run the server, where Discord said so. Kept deeds of an earlier version do not say. */
  by: z.object({ name: text, steward: z.boolean() }).nullable().default(null),
  /** A channel or a thread: on Discord a thread is a channel of its own. */
  channel: text,
  /** Null in the direct conversation. */
  guild: text.nullable(),
};

/** What a person used, and the token by which they can be answered: 3 seconds for the first word, 15 minutes for the rest. */
export const interactionSchema = z.object({ id: text, token: text });
export type Interaction = z.output<typeof interactionSchema>;

/** The message whose button was used. */
const messageSchema = z.object({ id: text, ephemeral: z.boolean() });

/** Something that a person did on Discord: plain JSON, kept until the work on it is done. */
export const deedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    ...common,
    id: text,
    text,
    /** The bot or its role was named, or one of its messages is replied to. */
    mentioned: z.boolean(),
    /** It was for the bot, but Discord kept the words back: only a mention of the bot itself, or the optional intent, shows them. */
    unheard: z.boolean(),
    /** Somebody else was named. */
    toOthers: z.boolean(),
  }),
  z.object({
    kind: z.literal('command'),
    ...common,
    interaction: interactionSchema,
    name: text,
    options: z.record(text, text),
  }),
  /** The message command. @property message the one that it was used on */
  z.object({
    kind: z.literal('shortcut'),
    ...common,
    interaction: interactionSchema,
    name: text.default('Run arch-check here'),
    message: text,
    /** Its words, which Discord shows of this one message whatever the intents. */
    text: text.default(''),
  }),
  z.object({
    kind: z.literal('click'),
    ...common,
    interaction: interactionSchema,
    /** The id of the choice or button. */
    id: text,
    message: messageSchema,
    /** The check that was under way here when it was clicked: after a crash its verdict is posted all the same. */
    check: text.nullable(),
  }),
  z.object({
    kind: z.literal('submission'),
    ...common,
    interaction: interactionSchema,
    /** What the form is for. */
    id: text,
    message: messageSchema.nullable(),
    /** What is filled in: by field, the chosen option's value or the text. */
    values: z.record(text, text),
    /** The people who are chosen, by field. Kept deeds of an earlier version have none. */
    people: z.record(text, z.array(text)).default({}),
  }),
]);

export type Deed = z.output<typeof deedSchema>;
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;

/**
 * The core's name for a server. A direct conversation belongs to none: it is a workspace of its own for each person, so that what was
 * checked there is found there and nowhere else, and nothing of a server is found there.
 */
export function workspaceOf(guild: string | null, person: string): string {
  return guild ?? `direct-${person}`;
}
