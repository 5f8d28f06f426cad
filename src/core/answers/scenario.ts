import { type Cue, meet } from '../knowledge/cues.ts';
import type { Citation, Style } from '../knowledge/document.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Reading } from './reader.ts';

/** The document's lines that a described situation matches, for each style. */
export type Matches = Readonly<Record<Style, readonly Citation[]>>;

export function matchesOf(reading: Reading, lexicon: Lexicon): Matches {
  const said = (cue: Cue) => {
    const spans = meet(cue, (atom) => reading.atoms.get(atom));
    return spans !== null && !spans.some(({ start }) => isDenied(reading, start));
  };
  const found = lexicon.signals.filter(({ cues }) => cues.some(said));
  const of = (style: Style) => found.filter((signal) => signal.style === style).map((signal) => signal.citation);
  return { monolith: of('monolith'), microservices: of('microservices') };
}

export const denials = new Set(['no', 'not', 'without', 'never', 'zero', 'neither', 'nor', 'hardly']);

/** "No scaling problems" says nothing for scaling. */
export function isDenied(reading: Reading, start: number): boolean {
  return reading.tokens.slice(Math.max(0, start - 2), start).some((token) => denials.has(token.word));
}
