import type { Pattern } from './patterns.ts';
import type { Token } from './sentences.ts';

/** Phrases found by their words, so that matching tries only those that a sentence can hold. */
export interface PatternIndex<Entry extends { readonly pattern: Pattern }> {
  /**
   * For the tokens of a sentence: which entries to match at a token. Their first word fits it, and all the words they need stand in
   * the sentence; an entry may come twice. Ask for one sentence after the other: the answer holds until the next call.
   */
  within(tokens: readonly Token[]): (token: Token) => readonly Entry[];
}

interface Indexed<Entry> {
  readonly entry: Entry;
  /** Numbers of the groups of words of which the sentence must have one each. */
  readonly groups: readonly number[];
}

/** Indexes entries by the words of their phrases. */
export function indexPatterns<Entry extends { readonly pattern: Pattern }>(
  entries: readonly Entry[],
): PatternIndex<Entry> {
  const groupNumbers = new Map<string, number>();
  const groupsByKey = new Map<string, number[]>();
  const numberOf = (keys: readonly string[]): number => {
    const name = keys.join(' ');
    const known = groupNumbers.get(name);
    if (known !== undefined) return known;
    const number = groupNumbers.size;
    groupNumbers.set(name, number);
    for (const key of new Set(keys)) append(groupsByKey, key, number);
    return number;
  };

  const byKey = new Map<string, Indexed<Entry>[]>();
  const anywhere: Indexed<Entry>[] = [];
  for (const entry of entries) {
    const { firsts, needs } = entry.pattern;
    // The first word is what the entry is found by.
    const indexed = { entry, groups: (firsts === null ? needs : needs.slice(1)).map(numberOf) };
    if (firsts === null) anywhere.push(indexed);
    else for (const key of new Set(firsts)) append(byKey, key, indexed);
  }

  // Which sentence had a word of the group last.
  const seenIn = new Uint32Array(groupNumbers.size);
  let sentence = 0;
  return {
    within(tokens) {
      sentence = (sentence % 0xffff_ffff) + 1;
      const current = sentence;
      for (const { keys } of tokens) {
        for (const key of keys) for (const group of groupsByKey.get(key) ?? []) seenIn[group] = current;
      }
      const fits = ({ groups }: Indexed<Entry>) => groups.every((group) => seenIn[group] === current);
      const possibleAnywhere = anywhere.filter(fits).map(({ entry }) => entry);
      return ({ keys }) => {
        const found: Entry[] = [...possibleAnywhere];
        for (const key of keys)
          for (const indexed of byKey.get(key) ?? []) if (fits(indexed)) found.push(indexed.entry);
        return found;
      };
    },
  };
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
