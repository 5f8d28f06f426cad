import { isObject } from '../../json.ts';

/** All that a reader could read in blocks or a block, in UTF-16 units: every `text`, label and caption, but no id, value or address. */
export function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + lengthOfTexts(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (typeof inner === 'string' ? (name === 'text' ? inner.length : 0) : lengthOfTexts(inner)),
    0,
  );
}
