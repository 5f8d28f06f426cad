import type { Attachment } from '../../core/bot-events.ts';
import { altTextLimits } from '../../core/picture/alt-text.ts';
import type { JustPosted } from '../say.ts';
import type { DiscordContext } from './context.ts';
import type { Interaction } from './deed.ts';
import { cannotPost, codes, DiscordCallError, isRefusal } from './discord-error.ts';
import { checked, messageSchema, privateFlags } from './limits.ts';
import { findMarks, marked, markOf } from './marks.ts';
import { fileMessage, type PostedFile } from './render-file.ts';

type Attaching = Pick<DiscordContext, 'api' | 'draw' | 'self' | 'log'>;

const notForFiles: ReadonlySet<DiscordCallError['code']> = new Set([...cannotPost, codes.tooLarge]);

/** Posts a file below what was posted, where the bot may. What is said does not wait for it, and does not fail because of it. */
export async function attach(
  { api, self, log }: Attaching,
  { posted: { conversation, message }, isNew }: JustPosted,
  file: PostedFile,
): Promise<void> {
  const mark = markOf(`file:${message}:${file.name}`);
  const looking = { channel: conversation, since: message.split(/[:,]/).at(-1) ?? null, self: self.user };
  if (!isNew && (await findMarks(api, log, looking)).has(mark)) return;
  const body = checked(messageSchema, { ...marked(fileMessage(file), mark), nonce: `${mark}`, enforce_nonce: true });
  try {
    await api.call('POST', `/channels/${conversation}/messages`, { body, files: [file] });
  } catch (error) {
    if (!(error instanceof DiscordCallError) || error.code === 'signed_out') throw error;
    if (typeof error.code === 'number' && !isRefusal(error, notForFiles)) throw error;
    log.info(`a file is not attached: ${error.message}`);
  }
}

/** The picture of a saved check's verdict, below its card. */
export async function illustrate(
  discord: Attaching,
  workspace: string,
  card: JustPosted,
  record: string,
): Promise<void> {
  const picture = await discord.draw(workspace, record, altTextLimits.discord);
  if (picture !== null) await attach(discord, card, picture);
}

/** Hands a file to whoever used something, alone. */
export async function give(
  { api, self }: Attaching,
  { token }: Interaction,
  { name, text }: Attachment,
): Promise<void> {
  const file = { name, content: Buffer.from(text) };
  const body = checked(messageSchema, { ...fileMessage(file), flags: privateFlags });
  await api.call('POST', `/webhooks/${self.application}/${token}`, { body, files: [file] });
}
