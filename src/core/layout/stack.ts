import type { Block, Span } from '../card.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A row as it stands where a table does not fit: its name, then its other cells in one line or in several. */
export interface StackedRow {
  readonly name: string;
  readonly lines: readonly string[];
}

/**
 * The rows of a table one under another, the cells of each on one line (`Monolith: One unit · Microservices: Many`), or on a line each
 * where any of these would be longer than `longest`. A dash stands for an empty cell; cells past the last column have no label.
 */
export function stackRows(table: Table, longest = 120): readonly StackedRow[] {
  const rows = table.rows.map(([name = '', ...values]) => ({
    name: name.trim() || '–',
    cells: Array.from({ length: Math.max(values.length, table.columns.length - 1) }, (_, index) => {
      const [column = '', value] = [table.columns[index + 1], values[index]];
      return column === '' ? (value ?? '') : `${column}: ${value?.trim() || '–'}`;
    }).filter((cell) => cell !== ''),
  }));
  const short = rows.every(({ cells }) => cells.join(between).length <= longest);
  return rows.map(({ name, cells }) => ({ name, lines: short && cells.length > 0 ? [cells.join(between)] : cells }));
}

const between = ' · ';

/** `Label: value`, the label strong. */
export function labelled(label: string, value: string): readonly Span[] {
  if (label === '') return [{ text: value }];
  return [{ text: `${label}: `, style: 'strong' }, { text: value }];
}
