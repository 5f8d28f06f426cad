import type { APIComponentInContainer, APIContainerComponent } from 'discord.js';
import type { Block, Card } from '../../core/card.ts';
import { checkIds } from '../../core/layout/ids.ts';
import { pack } from '../../core/layout/pack.ts';
import { drawScale, scaleCaption, scaleLegend } from '../../core/layout/scale.ts';
import { sourceLines, sourceOf } from '../../core/layout/sources.ts';
import { labelled, stackRows } from '../../core/layout/stack.ts';
import { textsOf } from '../../core/layout/texts.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { oneLine } from '../../core/text/one-line.ts';
import { textTable } from '../text-table.ts';
import { checked, count, kinds, limits, messageFlags, messageSchema, notText } from './limits.ts';
import { actionRows, type Row } from './render-actions.ts';
import { joinLines, lists, marked, pieces, prefixed } from './render-text.ts';

/** The body of a message in Components V2. Nothing in it pings, and no link in it opens a preview. */
export interface DiscordMessage {
  readonly flags: typeof messageFlags;
  readonly components: Component[];
  readonly allowed_mentions: { readonly parse: never[]; readonly replied_user: false };
}

type Component = APIComponentInContainer | APIContainerComponent;
type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

// What a code block may hold before a telephone wraps its lines.
const tableWidth = 40;
const scaleWidth = 33;

/**
 * The messages that show a card, in order; nearly always one. A click brings the id of the choice or button as `custom_id`, or as
 * the one value of a select menu, whose own `custom_id` begins with `choices:`. The summary is shown only where the card has nothing
 * else to show, since a Components V2 message has no place for a fallback.
 *
 * Each message is checked against {@link messageSchema}: it costs some tens of microseconds, and a payload that we refuse here names
 * the field, where Discord answers 50035.
 *
 * @throws LimitError where an id is too long or there twice
 */
export function toMessages(card: Card): DiscordMessage[] {
  checkIds(card, 'Discord');
  let menus = 0;
  const next = () => menus++;
  const rendered = card.blocks.flatMap((block) =>
    render(block, next).map((value) => ({ value, leads: block.kind === 'heading' })),
  );
  const shown =
    rendered.length > 0 ? rendered : texts(paragraphs(card.summary)).map((value) => ({ value, leads: false }));
  const parts = (shown.length > 0 ? shown : [{ value: display('Nothing to show.'), leads: false }]).map((part) => ({
    ...part,
    size: [count([part.value]), lengthOf(part.value), part.value.type === kinds.row ? 1 : 0],
  }));
  // A frame makes a verdict or a question stand out as one thing; around a plain answer it would only take room.
  const framed = card.blocks.some((block) => block.kind === 'heading');
  const messages = pack(parts, [limits.components - (framed ? 1 : 0), limits.messageText, limits.rows]);
  return messages.map((components) => {
    const inside = [...components];
    return checked(messageSchema, {
      flags: messageFlags,
      components: framed ? [{ type: kinds.container, components: inside }] : inside,
      allowed_mentions: { parse: [], replied_user: false },
    });
  });
}

function render(block: Block, next: () => number): readonly APIComponentInContainer[] {
  switch (block.kind) {
    case 'heading':
      return texts(heading(block.text));
    case 'text':
      return texts(paragraphs(block.text));
    case 'list':
      return texts(lists(block.items, block.ordered ?? false));
    case 'quote':
      return texts(quote(block));
    case 'fields':
      return texts(joinLines(block.fields.flatMap(({ label, value }) => paragraphs(labelled(label, value)))));
    case 'table':
      return texts(table(block));
    case 'scale':
      return texts(scale(block));
    case 'sources':
      return texts(joinLines(sourceLines(block.citations).flatMap((line) => prefixed(line, '-# '))));
    case 'note':
      return texts(prefixed(block.text, '-# '));
    case 'divider':
      return [{ type: kinds.separator }];
    case 'choices':
      return withLines(actionRows(block.choices, true, next));
    case 'buttons':
      return withLines(actionRows(block.buttons, false, next));
  }
}

function withLines({
  above,
  rows,
}: {
  above: readonly string[];
  rows: readonly Row[];
}): readonly APIComponentInContainer[] {
  return [...texts(above), ...rows];
}

function texts(contents: readonly string[]): readonly APIComponentInContainer[] {
  return contents.map(display);
}

function display(content: string): APIComponentInContainer {
  return { type: kinds.text, content };
}

function heading(text: string): readonly string[] {
  const [first, ...rest] = pieces(oneLine(neutralise(text)));
  return first ? [`### ${marked(first)}`, ...rest.map(marked)] : [];
}

function paragraphs(text: Parameters<typeof pieces>[0]): readonly string[] {
  return pieces(text).map(marked);
}

function quote({ citation }: Of<'quote'>): readonly string[] {
  return [...prefixed(`“${citation.quote}”`, '> '), ...prefixed(sourceOf(citation), '> -# ')];
}

/** Discord has no tables: side by side in a font of equal widths where that fits a telephone, else row by row. */
function table(block: Of<'table'>): readonly string[] {
  const lines = textTable(block, tableWidth);
  const inCode = lines ? codeBlock(lines) : null;
  if (inCode) return [inCode];
  return joinLines(
    stackRows(block).flatMap((row) => [
      ...paragraphs([{ text: row.name, style: 'strong' }]),
      ...row.lines.flatMap(paragraphs),
    ]),
  );
}

function scale(block: Of<'scale'>): readonly string[] {
  const { bar, ticks } = drawScale(block, scaleWidth);
  return [
    codeBlock([bar, ticks]) ?? '',
    ...paragraphs([{ text: scaleCaption(block), style: 'strong' }]),
    ...prefixed(scaleLegend(block), '-# '),
  ].filter((text) => text !== '');
}

/** Lines as they are; null where they would end the code block themselves, or are too many for one display. */
function codeBlock(lines: readonly string[]): string | null {
  const content = lines.join('\n');
  return content.includes('`') || content.length > 1_800 ? null : `\`\`\`\n${content}\n\`\`\``;
}

function lengthOf(component: APIComponentInContainer): number {
  return textsOf(component, notText).reduce((sum, text) => sum + text.length, 0);
}
