import { z } from 'zod';
import { type Place, placeSchema } from './deed.ts';

/** What a modal of ours knows of where it came from: kept by Slack with the view, so a restart loses nothing. */
const notesSchema = z.object({
  ...placeSchema.shape,
  /** Opened in the direct conversation with the bot. */
  direct: z.boolean(),
  /** The id that the check's record will have; null until it has begun. */
  record: z.string().nullable(),
  /** Which step of the full form it shows, from 0; null where it shows none. */
  step: z.int().min(0).nullable(),
  /** The core's form that it shows; null where it shows none. */
  form: z
    .object({
      id: z.string(),
      /** The thread that "here" means for what is posted; null for the channel itself. */
      thread: z.string().nullable(),
      /** Whether it asks where its result is to be posted. */
      asksWhere: z.boolean(),
    })
    .nullable()
    .default(null),
});

export type Notes = z.output<typeof notesSchema>;

/** The place of a modal that was opened somewhere. */
export function notesOf(place: Place, direct: boolean): Notes {
  return { channel: place.channel, thread: place.thread, direct, record: null, step: null, form: null };
}

/** @returns null where another version wrote them */
export function readNotes(text: string): Notes | null {
  try {
    return notesSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
