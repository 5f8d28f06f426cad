import { fileURLToPath } from 'node:url';

/**
 * `tune` was looked at while building, `check` was at first only measured, `kept` never was looked at. `strangers` were written by
 * others than wrote the rest, and looked at since; claims and situations have none.
 */
export const parts = ['tune', 'check', 'kept', 'strangers'] as const;
export type Part = (typeof parts)[number];

/** A figure in percent, or a count; null where there is nothing to measure. */
export interface Row {
  readonly part: Part;
  readonly kind: string;
  readonly count: number;
  readonly figures: Readonly<Record<string, number | null>>;
}

export interface Report {
  readonly set: string;
  readonly rows: readonly Row[];
  /** One line for each item that went wrong. */
  readonly failures: readonly string[];
}

/** The evaluation set of the repository. */
export const folder = fileURLToPath(new URL('../../test/evaluation', import.meta.url));

export function pathOf(set: string, part: Part): string {
  return `${folder}/${set}/${part}.jsonl`;
}
