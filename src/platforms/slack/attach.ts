import { z } from 'zod';
import type { Attachment } from '../../core/bot-events.ts';
import type { SlackContext } from './context.ts';
import type { Place } from './deed.ts';
import { SlackCallError } from './slack-error.ts';

const uploadSchema = z.looseObject({ upload_url: z.string(), file_id: z.string() });

/** Puts a file into a thread, where the token may. Nothing waits for it and nothing fails because of it. */
export async function attach(slack: SlackContext, place: Place, { name, text }: Attachment): Promise<void> {
  if (!slack.files) return;
  try {
    const content = Buffer.from(text);
    const { upload_url, file_id } = uploadSchema.parse(
      await slack.api.call('files.getUploadURLExternal', { filename: name, length: content.length }),
    );
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
