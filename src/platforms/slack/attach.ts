import { z } from 'zod';
import type { Attachment } from '../../core/bot-events.ts';
import { altTextLimits } from '../../core/picture/alt-text.ts';
import type { SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { codeMessages } from './render-code.ts';
import { SlackCallError } from './slack-error.ts';
import type { Listener } from './whisper.ts';

const uploadSchema = z.looseObject({ upload_url: z.string(), file_id: z.string() });

const listedSchema = z.looseObject({
  messages: z.array(
    z.looseObject({
      user: z.string().optional(),
      files: z.array(z.looseObject({ name: z.string().nullish() })).default([]),
    }),
  ),
});

/** Something to put into a thread. */
interface File {
  readonly name: string;
  readonly content: Uint8Array;
  /** What a picture shows, in words. */
  readonly alt?: string;
}

/** Where a file belongs. */
export interface Below extends Place {
  /** The first message of the card that it belongs to; null where that is not known. */
  readonly card: string | null;
  /** False where an earlier attempt may have put it there. */
  readonly isNew: boolean;
}

/** Puts a file into a thread, where the token may. What is said does not wait for it, and does not fail because of it. */
export async function attach(slack: SlackContext, place: Below, { name, content, alt }: File): Promise<void> {
  if (!slack.files || (!place.isNew && (await isAttached(slack, place, name)))) return;
  try {
    const announced = { filename: name, length: content.length, ...(alt === undefined ? {} : { alt_txt: alt }) };
    const { upload_url, file_id } = uploadSchema.parse(await slack.api.call('files.getUploadURLExternal', announced));
    await slack.api.upload(upload_url, content);
    await slack.api.call('files.completeUploadExternal', {
      files: [{ id: file_id, title: name }],
      channel_id: place.channel,
      ...(place.thread === null ? {} : { thread_ts: place.thread }),
    });
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    slack.log.info(`a file is not attached: ${error.message}`);
  }
}

/**
 * Whether a file of the bot's is in a thread, behind its card: the pictures of other verdicts in it are called the same. Where that cannot
 * be read it is not: twice is better than never.
 */
async function isAttached(
  { api, self, log }: SlackContext,
  { channel, thread, card }: Below,
  name: string,
): Promise<boolean> {
  const range = card === null ? {} : { oldest: card, inclusive: true };
  const listing = await api
    .call('conversations.replies', { channel, ts: thread, limit: 200, ...range })
    .catch((error: unknown) => {
      log.info(`own files cannot be looked for: ${String(error)}`);
      return null;
    });
  const messages = listedSchema.safeParse(listing).data?.messages ?? [];
  return messages.some(({ user, files }) => user === self.user && files.some((file) => file.name === name));
}

/** The picture of a saved check's verdict, below its card. */
export async function illustrate(slack: SlackContext, workspace: string, place: Below, record: string): Promise<void> {
  if (!slack.files) return;
  const picture = await slack.draw(workspace, record, altTextLimits.slack);
  if (picture !== null) await attach(slack, place, picture);
}

/** A text for one person, to copy: a file can be uploaded to a channel only, where all would see it. */
export function give({ poster }: SlackContext, listener: Listener, { text }: Attachment): Promise<void> {
  return poster.show(listener, codeMessages(text));
}
