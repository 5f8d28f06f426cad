import type { Span } from '../text/phrases.ts';

/** Things that must all be said: each item is met by any one of its atoms (a concept's name, or a phrase). */
export interface Cue {
  readonly items: readonly (readonly string[])[];
  readonly weight: number;
}

interface CueContext {
  isConcept(name: string): boolean;
  usePhrase(phrase: string): void;
  unknownConcept(name: string): never;
}

/** Compiles cues such as `FAIL + SPREAD` or `hold|keep up / cope + load`. One of several items weighs a little more than one of one. */
export function compileCues(terms: readonly string[], weight: number, context: CueContext): Cue[] {
  return terms.map((term) => {
    const items = term.split('+').map((item) => item.split(' / ').flatMap(spelledOut));
    for (const alternative of items.flat()) {
      if (/^[A-Z]{2,}$/.test(alternative)) {
        if (!context.isConcept(alternative)) context.unknownConcept(alternative);
      } else context.usePhrase(alternative);
    }
    const longest = Math.max(...items.flat().map((alternative) => alternative.split(' ').length));
    return { items, weight: weight + 0.5 * (items.length - 1) + 0.25 * Math.min(longest - 1, 3) };
  });
}

/** "a|b c|d" as the phrases "a c", "a d", "b c" and "b d". */
function spelledOut(phrase: string): string[] {
  return phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.split('|').filter((alternative) => alternative !== ''))
    .reduce<string[]>(
      (phrases, words) => phrases.flatMap((start) => words.map((word) => `${start} ${word}`.trim())),
      [''],
    )
    .filter((spelled) => spelled !== '');
}

/** The spans that meet a cue, one for each item and none overlapping another, or null where it is not met. */
export function meet(cue: Cue, spansOf: (atom: string) => readonly Span[] | undefined): Span[] | null {
  const taken: Span[] = [];
  const place = (index: number): boolean => {
    const item = cue.items[index];
    if (!item) return true;
    for (const atom of item) {
      for (const span of spansOf(atom) ?? []) {
        if (taken.some((other) => span.start < other.end && other.start < span.end)) continue;
        taken.push(span);
        if (place(index + 1)) return true;
        taken.pop();
      }
    }
    return false;
  };
  return place(0) ? taken : null;
}
