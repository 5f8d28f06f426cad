import { kinds, messageFlags } from './limits.ts';
import type { DiscordMessage } from './render.ts';

/** A file to post. */
export interface PostedFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** For a picture: all that it shows, in words. */
  readonly alt?: string;
}

/** The message that shows a file: a picture as one, anything else to be opened. */
export function fileMessage({ name, alt }: PostedFile): DiscordMessage {
  const url = `attachment://${name}`;
  return {
    flags: messageFlags,
    components: [
      alt === undefined
        ? { type: kinds.file, file: { url } }
        : { type: kinds.gallery, items: [{ media: { url }, description: alt }] },
    ],
    allowed_mentions: { parse: [], replied_user: false },
  };
}
