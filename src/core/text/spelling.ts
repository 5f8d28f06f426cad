import { editDistance } from './nearest.ts';

/** Puts typing errors right. */
export interface Speller {
  /** The known word that was meant, or null where none is near enough. */
  correct(word: string): string | null;
}

/**
 * A speller over known words, preferring those of an earlier list among equally near ones.
 *
 * A word of four to seven letters may differ by one slip (a letter too many, too few, wrong, or two swapped), a longer one by two;
 * the first letter must be right, or swapped with the second.
 */
export function createSpeller(...lists: readonly Iterable<string>[]): Speller {
  const buckets = new Map<string, { word: string; rank: number }[]>();
  const seen = new Set<string>();
  for (const [rank, words] of lists.entries()) {
    for (const word of words) {
      if (word.length < 4 || seen.has(word) || !/^[a-z]+$/.test(word)) continue;
      seen.add(word);
      const key = `${word[0]}${word.length}`;
      const bucket = buckets.get(key);
      if (bucket) bucket.push({ word, rank });
      else buckets.set(key, [{ word, rank }]);
    }
  }
  return {
    correct(word) {
      if (word.length < 4 || word.length > 20 || !/^[a-z]+$/.test(word)) return null;
      const allowed = word.length < 8 ? 1 : 2;
      let best: { word: string; distance: number; rank: number } | null = null;
      for (const first of new Set([word[0], word[1]])) {
        for (let length = word.length - allowed; length <= word.length + allowed; length += 1) {
          for (const candidate of buckets.get(`${first}${length}`) ?? []) {
            if (first !== word[0] && candidate.word[1] !== word[0]) continue;
            const distance = editDistance(word, candidate.word, allowed);
            if (distance > allowed) continue;
            if (!best || distance < best.distance || (distance === best.distance && candidate.rank < best.rank)) {
              best = { word: candidate.word, distance, rank: candidate.rank };
            }
          }
        }
      }
      return best?.word ?? null;
    },
  };
}
