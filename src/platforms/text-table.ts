import type { Block } from '../core/card.ts';
import { neutralise } from '../core/text/neutralise.ts';
import { displayWidth } from './display-width.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A table in a font of equal widths, a line under its head; null where it is wider than `width` columns or a cell has several lines. */
export function textTable(table: Table, width: number, rule = '─'): readonly string[] | null {
  const cells = [table.columns, ...table.rows].map((row) => row.map((cell) => neutralise(cell).trim()));
  const count = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + gap.length * Math.max(0, count - 1);
  if (count === 0 || total === 0 || total > width || cells.some((row) => row.some((cell) => cell.includes('\n'))))
    return null;
  const line = (row: readonly string[]) =>
    widths
      .map((each, column) => padded(row[column] ?? '', each))
      .join(gap)
      .trimEnd();
  const [head = [], ...rows] = cells;
  return [line(head), widths.map((each) => rule.repeat(each)).join(gap), ...rows.map(line)];
}

const gap = '  ';

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
