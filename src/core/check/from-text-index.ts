import type { Phrase } from './from-text-phrases.ts';
import type { Token } from './from-text-tokens.ts';

/** Phrases found by their first word, so that a token meets only those that can begin with it. */
export interface PhraseIndex<Entry extends { readonly phrase: Phrase }> {
  /** The entries whose phrase may begin with the token, each once; the caller still matches them. */
  startingWith(token: Token): readonly Entry[];
}

/** Indexes entries by the first words of their phrases. */
export function indexPhrases<Entry extends { readonly phrase: Phrase }>(entries: readonly Entry[]): PhraseIndex<Entry> {
  const byKey = new Map<string, Entry[]>();
  const anywhere = entries.filter(({ phrase }) => phrase.firsts === null);
  for (const entry of entries) {
    for (const key of new Set(entry.phrase.firsts ?? [])) {
      const list = byKey.get(key);
      if (list) list.push(entry);
      else byKey.set(key, [entry]);
    }
  }
  return {
    startingWith: (token) => [...new Set([...token.keys.flatMap((key) => byKey.get(key) ?? []), ...anywhere])],
  };
}
