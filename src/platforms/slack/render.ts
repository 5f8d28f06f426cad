import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Block, Card, Text } from '../../core/card.ts';
import { checkIds } from '../../core/layout/ids.ts';
import { pack } from '../../core/layout/pack.ts';
import { drawScale, scaleCaption, scaleLegend } from '../../core/layout/scale.ts';
import { sourceLines, sourceOf } from '../../core/layout/sources.ts';
import { labelled, stackRows } from '../../core/layout/stack.ts';
import { textsOf } from '../../core/layout/texts.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { splitSpans } from '../../core/text/split.ts';
import { limits, messageSchema, notText } from './limits.ts';
import { actionBlocks, plain } from './render-actions.ts';
import { lists, pieces, richText, run, section } from './render-text.ts';

/** Arguments of `chat.postMessage` but for the place. Nothing in them pings, links or unfurls. */
export interface SlackMessage {
  /** The notification and the fallback; escaped. */
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly mrkdwn: false;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
}

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

// "About 13,200" was found by trying: a tenth less is sure.
const room = [limits.blocks, 12_000];
const fallbackLength = 3_000;
// As wide as a preformatted line may be on a telephone.
const scaleWidth = 33;

/**
 * The messages that show a card, in order; nearly always one. A click brings the id of the choice or button as the `value` of the
 * action or of its `selected_option`; `action_id` begins with `button:` or `choices:`.
 *
 * Each message is checked against {@link messageSchema}: it costs some tens of microseconds, and a payload that we refuse here names
 * the field, where Slack answers `invalid_blocks`.
 *
 * @throws LimitError where an id is too long or there twice
 */
export function toMessages(card: Card): SlackMessage[] {
  const summary = oneLine(neutralise(card.summary));
  const [start = '', ...more] = fallbackPieces(summary);
  const whole = more.length > 0;
  const shown = toBlocks(card);
  const blocks = whole || shown.length === 0 ? [...paragraphs(summary || 'Nothing to show.'), ...shown] : shown;
  const parts = blocks.map((value) => ({
    value,
    size: [1, textsOf(value, notText).reduce((sum, text) => sum + text.length, 0)],
    leads: value.type === 'header',
  }));
  const messages = pack(parts, room);
  return messages.map((ofMessage, index) => {
    const first = start || firstText(ofMessage);
    const page = messages.length > 1 ? ` (${index + 1} of ${messages.length})` : '';
    const text = escaped(`${first}${whole ? '…' : ''}${page}`);
    return checked({ text, blocks: [...ofMessage], mrkdwn: false, unfurl_links: false, unfurl_media: false });
  });
}

/** The blocks of a card without regard to how many a surface holds, for places other than messages. */
export function toBlocks(card: Card): readonly types.KnownBlock[] {
  checkIds(card, 'Slack');
  let count = 0;
  const next = () => count++;
  // A message may have one table, so the first that fits is one.
  const table = card.blocks.findIndex((block) => block.kind === 'table' && fitsTable(block));
  return card.blocks.flatMap((block, index) =>
    index === table && block.kind === 'table' ? [tableOf(block)] : render(block, next),
  );
}

function render(block: Block, next: () => number): readonly types.KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return heading(block.text);
    case 'text':
      return paragraphs(block.text);
    case 'list':
      return lists(block.items, block.ordered ?? false);
    case 'quote':
      return quote(block);
    case 'fields':
      return lines(block.fields.map(({ label, value }) => labelled(label, value)));
    case 'table':
      return stacked(block);
    case 'scale':
      return scale(block);
    case 'sources':
      return sourceLines(block.citations).flatMap(smallPrint);
    case 'note':
      return note(block.text);
    case 'divider':
      return [{ type: 'divider' }];
    case 'choices':
      return actionBlocks(block.choices, true, next);
    case 'buttons':
      return actionBlocks(block.buttons, false, next);
  }
}

function heading(text: string): readonly types.KnownBlock[] {
  const line = oneLine(neutralise(text));
  if (line === '') return [];
  if (line.length <= limits.header) return [{ type: 'header', text: plain(line) }];
  return paragraphs([{ text: line, style: 'strong' }]);
}

function paragraphs(text: Text): readonly types.KnownBlock[] {
  return pieces(text).map((piece) => richText(section(piece)));
}

/** Texts as lines of one paragraph, in as many paragraphs as their length asks for. */
function lines(texts: readonly Text[]): readonly types.KnownBlock[] {
  const spans = texts.flatMap((text, index) => [
    ...(index > 0 ? [{ text: '\n' }] : []),
    ...(typeof text === 'string' ? [{ text }] : text),
  ]);
  return paragraphs(spans);
}

function quote({ citation }: Of<'quote'>): readonly types.KnownBlock[] {
  const text = pieces([{ text: `“${citation.quote}”\n` }, { text: sourceOf(citation), style: 'emphasis' }]);
  return text.map((piece) => richText({ type: 'rich_text_quote', elements: piece.map(run) }));
}

function fitsTable(block: Of<'table'>): boolean {
  const cells = [block.columns, ...block.rows].flat();
  const width = Math.max(block.columns.length, ...block.rows.map((row) => row.length));
  const size = cells.reduce((sum, cell) => sum + neutralise(cell).length, 0) + width * (block.rows.length + 1);
  return block.rows.length < limits.tableRows && width > 0 && width <= limits.tableColumns && size <= limits.tableText;
}

function tableOf(block: Of<'table'>): types.TableBlock {
  const width = Math.max(block.columns.length, ...block.rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => index);
  const cell = (text: string | undefined) => neutralise(text ?? '').trim() || '–';
  return {
    type: 'table',
    column_settings: columns.map(() => ({ is_wrapped: true })),
    rows: [
      columns.map((index) => richText(section([{ text: cell(block.columns[index]), style: 'strong' }]))),
      ...block.rows.map((row) => columns.map((index) => ({ type: 'raw_text' as const, text: cell(row[index]) }))),
    ],
  };
}

function stacked(block: Of<'table'>): readonly types.KnownBlock[] {
  return lines(stackRows(block).flatMap((row) => [[{ text: row.name, style: 'strong' as const }], ...row.lines]));
}

function scale(block: Of<'scale'>): readonly types.KnownBlock[] {
  const { bar, ticks } = drawScale(block, scaleWidth);
  return [
    richText({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: `${bar}\n${ticks}` }] }),
    ...paragraphs([{ text: scaleCaption(block), style: 'strong' }]),
    ...smallPrint(scaleLegend(block)),
  ];
}

/** Small and grey. Context takes mrkdwn or plain text, and only the plain text is sure to be shown as it is: styles give way. */
function smallPrint(text: Text): readonly types.KnownBlock[] {
  return pieces(text).map((piece) => ({ type: 'context', elements: [plain(piece.map((span) => span.text).join(''))] }));
}

/** A note with a link needs rich text, where an address can stand without being parsed. */
function note(text: Text): readonly types.KnownBlock[] {
  const linked = typeof text !== 'string' && text.some((span) => span.link !== undefined);
  return linked ? paragraphs(text) : smallPrint(text);
}

function fallbackPieces(summary: string): readonly string[] {
  if (summary === '') return [];
  const escapedLength = { of: (text: string) => escaped(text).length, markup: () => 0 };
  return splitSpans([{ text: summary }], fallbackLength, escapedLength).map((piece) =>
    piece.map((span) => span.text).join(''),
  );
}

function firstText(blocks: readonly types.KnownBlock[]): string {
  const text = blocks.flatMap((block) => textsOf(block, notText)).find((each) => each.trim() !== '') ?? 'A message';
  return (
    splitSpans([{ text: text.replace(/\s+/g, ' ') }], 150)[0]
      ?.map((span) => span.text)
      .join('') ?? text
  );
}

/** The three characters that Slack reads in `text`. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function checked(message: SlackMessage): SlackMessage {
  const result = messageSchema.safeParse(message);
  if (!result.success) throw new Error(`Slack would refuse this message: ${z.prettifyError(result.error)}`);
  return message;
}
