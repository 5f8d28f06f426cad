import { MessageFlags } from 'discord.js';
import { everyObject, isObject, type JsonObject, objects, textOf } from '../json.ts';
import { messageBody } from './check/message.ts';
import { check, refusal } from './check/rules.ts';
import type { Discord } from './discord.ts';
import { DiscordError } from './discord-error.ts';
import { LIMITS } from './limits.ts';
import type { Attachment, Message, MessageContent } from './model.ts';

/** A file as it came with a request, under `files[<index>]`. */
export interface UploadedFile {
  readonly index: string;
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

const SHOWN = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

export interface ContentOptions {
  readonly files: readonly UploadedFile[];
  /** The message that is changed; what the body leaves out stays as it was. */
  readonly before?: Message;
  /** An answer to an interaction: it may be for one person only, and names only people unless it says otherwise. */
  readonly isAnswer?: boolean;
}

/**
 * The content of a message that Discord would take.
 *
 * @throws DiscordError 50035 with every problem, 50006 where nothing is left to show, 40005 for files that are too large
 */
export function readContent(discord: Discord, body: JsonObject, options: ContentOptions): MessageContent {
  const { files, before, isAnswer = false } = options;
  const flags =
    flagsOf(body, SHOWN | (isAnswer ? MessageFlags.Ephemeral : 0)) | ((before?.flags ?? 0) & ~MessageFlags.Loading);
  const kept = <Value>(name: string, otherwise: Value, now: (value: unknown) => Value) =>
    body[name] === undefined ? otherwise : now(body[name]);
  const content = kept('content', before?.content ?? '', (value) => (typeof value === 'string' ? value.trim() : ''));
  const embeds = kept('embeds', before?.embeds ?? [], objects);
  const components = kept('components', before?.components ?? [], objects);
  const isLayout = (flags & MessageFlags.IsComponentsV2) !== 0;
  check(messageBody(isLayout), before === undefined ? body : { content, embeds, components, ...body });
  const attachments = readAttachments(discord, body, files, before);
  for (const reference of referencesIn([...embeds, ...components])) {
    if (attachments.some(({ filename }) => filename === reference)) continue;
    const message = `The referenced attachment ${reference} was not found`;
    throw refusal(['components'], 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message);
  }
  const isEmpty = content === '' && embeds.length + components.length + attachments.length === 0;
  if (isEmpty) throw new DiscordError(50006);
  return {
    content,
    embeds,
    components,
    attachments,
    flags,
    allowedMentions: body['allowed_mentions'] ?? (isAnswer ? { parse: ['users'] } : null),
  };
}

/** @throws DiscordError 50035 for a flag that is not for here */
export function flagsOf(body: JsonObject, allowed: number): number {
  const flags = body['flags'] ?? 0;
  if (typeof flags === 'number' && (flags & ~allowed) === 0) return flags;
  throw refusal(['flags'], 'BASE_TYPE_CHOICES', `Only these flags can be set here: ${allowed}.`);
}

function readAttachments(
  discord: Discord,
  body: JsonObject,
  files: readonly UploadedFile[],
  before: Message | undefined,
): Attachment[] {
  const listed = objects(body['attachments']);
  const old = before?.attachments ?? [];
  const stays = Array.isArray(body['attachments'])
    ? old.filter(({ id }) => listed.some((each) => String(each['id']) === id))
    : old;
  for (const [place, { id }] of listed.entries()) {
    const isKnown = files.some(({ index }) => index === String(id)) || old.some((each) => each.id === String(id));
    if (!isKnown) {
      throw refusal(
        ['attachments', place],
        'ATTACHMENT_NOT_FOUND',
        `Attachment data for ID ${String(id)} was not found`,
      );
    }
  }
  if (stays.length + files.length > LIMITS.attachments) {
    throw refusal(['attachments'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.attachments} or fewer in length.`);
  }
  if (files.some(({ content }) => content.length > LIMITS.attachmentBytes)) {
    throw new DiscordError(40005);
  }
  const added = files.map((file): Attachment => {
    const about = listed.find((each) => String(each['id']) === file.index);
    const id = discord.ids.next();
    const filename = textOf(about?.['filename']) || file.filename;
    const description = textOf(about?.['description']);
    return {
      id,
      filename,
      contentType: file.contentType,
      content: file.content,
      url: `${discord.origin}/attachments/${id}/${encodeURIComponent(filename)}`,
      description: description === '' ? null : description,
    };
  });
  for (const attachment of added) discord.files.set(attachment.id, attachment);
  return [...stays, ...added];
}

function referencesIn(value: unknown): string[] {
  return [...everyObject(value)].flatMap((each) => {
    const url = textOf(each['url']);
    return url.startsWith('attachment://') ? [url.slice('attachment://'.length)] : [];
  });
}

/** The body as an object; JSON that is none is refused. */
export function bodyObject(body: unknown): JsonObject {
  if (body === undefined) return {};
  if (!isObject(body)) throw new DiscordError(50109);
  return body;
}
