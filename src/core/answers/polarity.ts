import { meet } from '../knowledge/cues.ts';
import type { Style } from '../knowledge/document.ts';
import type { Aspect } from '../knowledge/lexicon.ts';
import { type Reading, spansOf } from './reader.ts';

/** Whether a clause says of a style what the documents say (`true`), its opposite (`false`), or neither that one could tell. */
export type Polarity = { readonly style: Style; readonly holds: boolean } | null;

/** Words before a property that turn it round, or may. */
const turning = new Set(
  'not no never without nor neither hardly barely less lack lacks wrong bad mistake dumb avoid avoids prevent prevents solve solves fix fixes stop stops eliminate eliminates remove removes rid instead'.split(
    ' ',
  ),
);
/** How far before a property its style may stand, in words. */
const reach = 9;

/** What a clause claims of a style under an aspect. */
export function polarityOf(reading: Reading, aspect: Aspect): Polarity {
  const named = spansOf(reading, 'style').filter(({ value }) => !value.weak);
  const found: { style: Style; holds: boolean; length: number; negated: boolean }[] = [];
  for (const style of ['monolith', 'microservices'] as const) {
    for (const holds of [true, false]) {
      for (const cue of holds ? aspect.sides[style].isTrue : aspect.sides[style].isFalse) {
        const span = meet(cue, (atom) => reading.atoms.get(atom))?.[0];
        if (!span) continue;
        // "Monoliths scale per service": the subject stands before the property; "start with microservices" holds its own.
        const subjects = named.filter((hit) => hit.span.end <= span.start && span.start - hit.span.end <= reach);
        const within = named.filter((hit) => hit.span.start >= span.start && hit.span.end <= span.end);
        const before = (subjects.length > 0 ? subjects : within).toSorted((a, b) => b.span.start - a.span.start)[0];
        if (before?.value.style !== style) continue;
        const ahead = reading.tokens.slice(0, span.start).map((token) => token.word);
        found.push({
          style,
          holds,
          length: span.end - span.start,
          negated: ahead.some((word) => turning.has(word)),
        });
      }
    }
  }
  const longest = Math.max(...found.map(({ length }) => length));
  const telling = found.filter(({ length }) => length === longest);
  const first = telling[0];
  if (!first || telling.some((other) => other.holds !== first.holds || other.style !== first.style)) return null;
  // A negated property may be a polite question ("isn't it easier to debug?"): nothing can be told from it.
  return first.negated ? null : { style: first.style, holds: first.holds };
}
