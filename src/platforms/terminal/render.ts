import type { Block, Card, Text } from '../../core/card.ts';
import { checkIds } from '../../core/layout/ids.ts';
import { drawScale, scaleCaption, scaleLegend } from '../../core/layout/scale.ts';
import { sourceLines, sourceOf } from '../../core/layout/sources.ts';
import { labelled, stackRows } from '../../core/layout/stack.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { displayWidth } from '../display-width.ts';
import { textTable } from '../text-table.ts';
import { keysOf } from './keys.ts';
import { limits, proseWidth, type TerminalView } from './limits.ts';
import { type Paint, painted, plain, type Style, wrap } from './render-text.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;

export type { TerminalView } from './limits.ts';

/** What every block needs to draw itself. */
interface Canvas {
  readonly width: number;
  readonly prose: number;
  readonly paint: Paint;
  readonly signs: typeof drawn;
  readonly unicode: boolean;
  /** The key to type for a choice or button. */
  readonly keyOf: ReadonlyMap<string, string>;
}

const drawn = { bullet: '•', quote: '│', rule: '─', chosen: '✓' };
const typed: typeof drawn = { bullet: '*', quote: '|', rule: '-', chosen: '*' };
const widestScale = 61;
// Below this the cells of a stacked row get a line each.
const narrow = 60;

/**
 * A card as text, without a line break at its end. No line is wider than the view; the only control sequences are our own colours.
 * Choices and buttons stand with the key that {@link keysOf} gives them. The summary is shown only where there is nothing else.
 * Our own marks keep to ASCII without `unicode`; what people and documents wrote stays as it is.
 *
 * @throws LimitError where an id is too long or there twice
 */
export function toText(card: Card, view: TerminalView): string {
  checkIds(card, 'Terminal');
  const width = Math.min(limits.widest, Math.max(limits.narrowest, Math.floor(view.width) || 80));
  const unicode = view.unicode ?? true;
  const canvas: Canvas = {
    width,
    prose: Math.min(width, proseWidth),
    paint: view.colour ? painted : plain,
    signs: unicode ? drawn : typed,
    unicode,
    keyOf: new Map(keysOf(card).map(({ id, key }) => [id, key])),
  };
  const shown = card.blocks.map((block) => render(block, canvas)).filter((lines) => lines.length > 0);
  const groups = shown.length > 0 ? shown : [wrap(card.summary, canvas.prose, canvas.paint)];
  return groups.map((lines) => lines.join('\n')).join('\n\n');
}

function render(block: Block, canvas: Canvas): readonly string[] {
  const { paint, prose, signs } = canvas;
  switch (block.kind) {
    case 'heading':
      return heading(block.text, canvas);
    case 'text':
      return wrap(block.text, prose, paint);
    case 'list':
      return list(block, canvas);
    case 'quote':
      return quote(block, canvas);
    case 'fields':
      return block.fields.flatMap(({ label, value }) => hanging('', labelled(label, value), canvas, 2));
    case 'table':
      return table(block, canvas);
    case 'scale':
      return scale(block, canvas);
    case 'sources':
      return sourceLines(block.citations).flatMap((line) => wrap(line, prose, paint, 'dim'));
    case 'note':
      return wrap(block.text, prose, paint, 'dim');
    case 'divider':
      return [paint(signs.rule.repeat(prose), 'dim')];
    case 'choices':
      return choices(block, canvas);
    case 'buttons':
      return buttons(block, canvas);
  }
}

function heading(text: string, { prose, paint, signs }: Canvas): readonly string[] {
  const lines = wrap(neutralise(text).replace(/\s+/g, ' '), prose, plain);
  if (lines.length === 0) return [];
  const longest = Math.max(...lines.map((line) => displayWidth(line)));
  return [...lines.map((line) => paint(line, 'strong')), paint(signs.rule.repeat(longest), 'dim')];
}

/** A text behind a mark, its further lines indented under its first. */
function hanging(
  mark: string,
  text: Text,
  canvas: Canvas,
  indent = displayWidth(mark),
  style?: Style,
): readonly string[] {
  const first = displayWidth(mark);
  const lines = wrap(text, canvas.prose - Math.max(first, indent), canvas.paint, style);
  return lines.map((line, index) => (index === 0 ? `${mark}${line}` : `${' '.repeat(indent)}${line}`));
}

function list({ items, ordered }: Of<'list'>, canvas: Canvas): readonly string[] {
  const digits = String(items.length).length;
  return items.flatMap((item, index) => {
    const mark = ordered ? `${String(index + 1).padStart(digits)}. ` : `${canvas.signs.bullet} `;
    return hanging(mark, item, canvas);
  });
}

function quote({ citation }: Of<'quote'>, { prose, paint, signs }: Canvas): readonly string[] {
  const lines = [
    ...wrap(`“${citation.quote}”`, prose - 2, paint),
    ...wrap(sourceOf(citation), prose - 2, paint, 'dim'),
  ];
  return lines.map((line) => `${paint(signs.quote, 'accent')} ${line}`);
}

function table(block: Of<'table'>, canvas: Canvas): readonly string[] {
  const { width, paint, signs } = canvas;
  const lines = textTable(block, width, signs.rule);
  if (lines)
    return lines.map((line, index) => (index === 0 ? paint(line, 'strong') : index === 1 ? paint(line, 'dim') : line));
  return stackRows(block, width < narrow ? 0 : undefined).flatMap((row) => [
    ...wrap([{ text: row.name, style: 'strong' }], canvas.prose, paint),
    ...row.lines.flatMap((line) => hanging('  ', line, canvas, 4)),
  ]);
}

function scale(block: Of<'scale'>, { prose, paint, unicode }: Canvas): readonly string[] {
  const { bar, ticks } = drawScale(block, Math.min(prose, widestScale), unicode);
  return [
    paint(bar, 'accent'),
    paint(ticks, 'dim'),
    ...wrap(scaleCaption(block), prose, paint, 'strong'),
    ...wrap(scaleLegend(block), prose, paint, 'dim'),
  ];
}

function choices(block: Of<'choices'>, canvas: Canvas): readonly string[] {
  const keys = block.choices.map(({ id }) => canvas.keyOf.get(id) ?? '');
  const widest = Math.max(0, ...keys.map((key) => key.length));
  return block.choices.flatMap(({ label, hint, selected }, index) => {
    const mark = `${selected ? canvas.signs.chosen : ' '} ${(keys[index] ?? '').padStart(widest)}  `;
    const line = hint === undefined ? label : [{ text: `${label}: ` }, { text: hint, style: 'emphasis' as const }];
    return hanging(mark, line, canvas);
  });
}

/** Side by side, as many as fit in a line. */
function buttons(block: Of<'buttons'>, canvas: Canvas): readonly string[] {
  const lines: string[] = [];
  for (const { id, label } of block.buttons) {
    const [first = '', ...more] = hanging(`[${canvas.keyOf.get(id) ?? ' '}] `, label.replace(/\s+/g, ' '), canvas);
    const last = lines.at(-1);
    if (last !== undefined && more.length === 0 && displayWidth(`${last}   ${first}`) <= canvas.prose) {
      lines[lines.length - 1] = `${last}   ${first}`;
    } else lines.push(first, ...more);
  }
  return lines;
}
