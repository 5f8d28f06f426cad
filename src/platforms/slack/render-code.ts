import { splitSpans } from '../../core/text/split.ts';
import { limits } from './limits.ts';
import type { SlackMessage } from './render.ts';
import { richText } from './render-text.ts';

const piecesInMessage = 4;

/** A text to copy, as it is: in preformatted runs, in which Slack reads nothing. */
export function codeMessages(text: string): SlackMessage[] {
  const pieces = splitSpans([{ text }], limits.sectionText - 100, { of: (each) => each.length, markup: () => 0 });
  const blocks = pieces.map((piece) =>
    richText({
      type: 'rich_text_preformatted',
      elements: [{ type: 'text', text: piece.map((span) => span.text).join('') }],
    }),
  );
  return Array.from({ length: Math.ceil(blocks.length / piecesInMessage) }, (_, at) => ({
    text: 'A text to copy',
    blocks: blocks.slice(at * piecesInMessage, (at + 1) * piecesInMessage),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
  }));
}
