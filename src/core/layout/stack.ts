import type { Block, Span } from '../card.ts';

type Table = Extract<Block, { kind: 'table' }>;

/** A row as it stands where a table does not fit: its name, then a line for each other column. */
export interface StackedRow {
  readonly name: string;
  readonly cells: readonly { readonly column: string; readonly value: string }[];
}

/** The rows of a table one under another. Cells past the columns, and columns past the cells, are kept with what they have. */
export function stackRows(table: Table): readonly StackedRow[] {
  const stacked = table.rows.map(([name = '', ...values]) => ({
    name,
    cells: Array.from({ length: Math.max(values.length, table.columns.length - 1) }, (_, index) => ({
      column: table.columns[index + 1] ?? '',
      value: values[index] ?? '',
    })).filter(({ column, value }) => column !== '' || value !== ''),
  }));
  return stacked;
}

/** `Column: value`, the column strong. */
export function labelled(label: string, value: string): readonly Span[] {
  if (label === '') return [{ text: value }];
  return [{ text: `${label}: `, style: 'strong' }, { text: value }];
}
