import type { Span } from '../card.ts';

/** How much of a limit a piece of a run takes once it is escaped and marked up. */
export interface Cost {
  /** Of some text, at most; additive: the cost of two parts is the sum of their costs. */
  readonly of: (text: string, span: Span) => number;
  /** Of a run's markup, paid once for each piece that holds some of the run. */
  readonly markup: (span: Span) => number;
}

/** UTF-16 units, without escapes or markup. */
export const plainCost: Cost = { of: (text) => text.length, markup: () => 0 };

interface Unit {
  readonly text: string;
  readonly span: Span;
  readonly cost: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Splits runs into pieces of at most `limit`: after a line break where the second half holds one, else after white space, else
 * between graphemes. Only white space at a cut is left out. A single grapheme over a quarter of the limit (a letter under a thousand
 * accents) is the one thing that is cut inside, between code points.
 */
export function splitSpans(
  spans: readonly Span[],
  limit: number,
  cost: Cost = plainCost,
): readonly (readonly Span[])[] {
  if (spans.length === 0) return [];
  const whole = spans.reduce((sum, span) => sum + cost.of(span.text, span) + cost.markup(span), 0);
  if (whole <= limit) return [spans];
  const units = spans.flatMap((span) => unitsOf(span, limit, cost));
  const pieces: Span[][] = [];
  let start = 0;
  while (start < units.length) {
    const end = endOfPiece(units, start, limit, cost);
    const piece = joined(units.slice(start, end));
    if (piece.length > 0) pieces.push(piece);
    start = end;
  }
  return pieces;
}

function unitsOf(span: Span, limit: number, cost: Cost): Unit[] {
  const units: Unit[] = [];
  for (const { segment } of graphemes.segment(span.text)) {
    for (const text of segment.length > limit / 4 ? segment : [segment])
      units.push({ text, span, cost: cost.of(text, span) });
  }
  return units;
}

function endOfPiece(units: readonly Unit[], start: number, limit: number, cost: Cost): number {
  let size = 0;
  let afterSpace = -1;
  let afterLine = -1;
  for (let at = start; at < units.length; at++) {
    const unit = units[at];
    if (!unit) break;
    const opens = at === start || units[at - 1]?.span !== unit.span;
    size += unit.cost + (opens ? cost.markup(unit.span) : 0);
    if (size > limit && at > start) {
      if (isSpace(unit)) return at;
      if (afterLine > start + (at - start) / 2) return afterLine;
      return afterSpace > start ? afterSpace : at;
    }
    if (unit.text === '\n') afterLine = at + 1;
    if (isSpace(unit)) afterSpace = at + 1;
  }
  return units.length;
}

function isSpace(unit: Unit): boolean {
  return /^\s+$/.test(unit.text);
}

function joined(units: readonly Unit[]): Span[] {
  const first = units.findIndex((unit) => !isSpace(unit));
  const last = units.findLastIndex((unit) => !isSpace(unit));
  if (first < 0) return [];
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const unit of units.slice(first, last + 1)) {
    const tail = spans.at(-1);
    if (tail && open === unit.span) spans[spans.length - 1] = { ...tail, text: tail.text + unit.text };
    else spans.push({ ...unit.span, text: unit.text });
    open = unit.span;
  }
  return spans;
}
