import type { Block, Span } from '../card.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A row as it stands where a table does not fit: its name, then a line for each other column. */
export interface StackedRow {
  readonly name: string;
  readonly cells: readonly { readonly column: string; readonly value: string }[];
}

/** The rows of a table one under another; a dash stands for an empty cell. Cells past the last column are kept without a label. */
export function stackRows(table: Table): readonly StackedRow[] {
  return table.rows.map(([name = '', ...values]) => ({
    name,
    cells: Array.from({ length: Math.max(values.length, table.columns.length - 1) }, (_, index) => ({
      column: table.columns[index + 1] ?? '',
      value: values[index] || '–',
    })),
  }));
}

/** The cells of a row on one line, or on a line each where that would be long: `Monolith: One unit · Microservices: Many`. */
export function cellLines({ cells }: StackedRow): readonly string[] {
  const lines = cells.map(({ column, value }) => (column === '' ? value : `${column}: ${value}`));
  const line = lines.join(' · ');
  return line.length <= longestLine ? [line] : lines;
}

const longestLine = 120;

/** `Label: value`, the label strong. */
export function labelled(label: string, value: string): readonly Span[] {
  if (label === '') return [{ text: value }];
  return [{ text: `${label}: `, style: 'strong' }, { text: value }];
}
