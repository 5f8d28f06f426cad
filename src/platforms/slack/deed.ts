import { z } from 'zod';

const text = z.string();

/** What every deed says: where it was done, by whom, and what makes it the same thing when it comes again. */
const common = {
  workspace: text,
  /** Once for each thing that happened, however often and in whatever guise Slack tells of it; null: doing it twice does no harm. */
  key: text.nullable(),
  person: text,
};

/** A channel, group or direct conversation, and the thread in it: the timestamp of its first message. */
export const placeSchema = z.object({ channel: text, thread: text.nullable() });
export type Place = z.output<typeof placeSchema>;

/** A modal as it was when somebody used it. */
const viewSchema = z.object({
  id: text,
  hash: text,
  callback: text,
  /** Our own notes on it, as they were given to Slack. */
  notes: text,
  /** What is filled in: by block, the chosen option's value or the text. */
  values: z.record(text, text),
  /** The people chosen in it, by block. */
  people: z.record(text, z.array(text)).default({}),
});

/** The ids of the blocks of a form's fields begin with this. */
export const fieldPrefix = 'field:';

/** Something that a person did in Slack: plain JSON, kept until the work on it is done. */
export const deedSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    ...common,
    ...placeSchema.shape,
    ts: text,
    text,
    /** In the direct conversation with the bot. */
    direct: z.boolean(),
    /** The bot was named. */
    mentioned: z.boolean(),
    /** Somebody else was named. */
    toOthers: z.boolean(),
  }),
  z.object({
    kind: z.literal('command'),
    ...common,
    channel: text,
    direct: z.boolean(),
    name: text,
    words: text,
    trigger: text,
    responseUrl: text,
  }),
  z.object({
    kind: z.literal('shortcut'),
    ...common,
    ...placeSchema.shape,
    name: text,
    ts: text,
    text,
    /** Who wrote the message; empty where it was no person. */
    author: text.default(''),
    trigger: text,
    responseUrl: text,
  }),
  z.object({
    kind: z.literal('click'),
    ...common,
    /** The id of the choice or button, or the words that were typed. */
    id: text,
    /** What was used: an `action_id`. */
    control: text,
    trigger: text,
    /** Null in a modal and in the App Home. */
    message: z.object({ ...placeSchema.shape, ts: text, ephemeral: z.boolean(), responseUrl: text }).nullable(),
    /** The modal; null elsewhere. */
    view: viewSchema.nullable(),
    /** Our own note on the App Home, the direct conversation; null elsewhere. */
    home: text.nullable(),
  }),
  z.object({ kind: z.literal('submission'), ...common, view: viewSchema }),
  z.object({ kind: z.literal('home'), ...common, tab: z.enum(['home', 'messages']), channel: text }),
]);

export type Deed = z.output<typeof deedSchema>;
export type DeedOf<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>;
export type View = z.output<typeof viewSchema>;
export type Message = NonNullable<DeedOf<'click'>['message']>;
