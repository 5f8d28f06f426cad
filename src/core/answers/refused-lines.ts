import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Verify } from './verify/verify.ts';

/** A sentence of the lexicon that its quotes do not bear, and why. It is never said. */
export interface RefusedLine {
  readonly aspect: string;
  readonly say: string;
  readonly reason: string;
}

/** Holds every sentence that a lexicon may say against its quotes. */
export function refusedLines(lexicon: Lexicon, verify: Verify): RefusedLine[] {
  return [...lexicon.aspects.values()].flatMap((aspect) =>
    [...styles, null].flatMap((style) =>
      (style ? aspect.sides[style].lines : aspect.lines).flatMap(({ say, citations }): RefusedLine[] => {
        const quotes = citations.map(({ section, quote }) => ({ section, text: quote }));
        const { accepted, reason } = verify({ claim: say, quotes, about: style });
        return accepted ? [] : [{ aspect: aspect.id, say, reason }];
      }),
    ),
  );
}
