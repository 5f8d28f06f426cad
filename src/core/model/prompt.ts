import type { DataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';

/** A text with named slots, `{{name}}`, which a team may edit. */
export interface Prompt<Slot extends string> {
  /** The text with every slot filled. A value is never looked at for slots. */
  fill(values: Readonly<Record<Slot, string>>): string;
}

const slotMark = /\{\{([^{}\n]*)\}\}/g;

/**
 * Reads a prompt that has each of these slots once and no other.
 *
 * @throws {DataError} naming file, line, what was expected, an example and what came; every problem on a line of its own
 */
export function parsePrompt<Slot extends string>({ file, text }: DataFile, slots: readonly Slot[]): Prompt<Slot> {
  const found = [...text.matchAll(slotMark)].map(({ 0: mark, 1: name = '', index }) => ({ mark, name, index }));
  const expected = `${slots.length === 1 ? 'the slot' : 'one of the slots'} ${slots.map(markOf).join(', ')}`;
  const example = `for example ${markOf(slots[0] ?? 'facts')} on a line of its own`;
  const isKnown = (name: string) => slots.some((slot) => slot === name);
  const problems = [
    ...(text.trim() === '' ? [`${file}:1: expected a prompt with ${expected}, ${example}, got an empty file`] : []),
    ...found
      .filter(({ name }) => !isKnown(name))
      .map(({ mark, index }) => `${file}:${lineAt(text, index)}: expected ${expected}, ${example}, got ${mark}`),
    ...slots.flatMap((slot) => {
      const [first, second] = found.filter(({ name }) => name === slot);
      if (!first) return [`${file}:1: expected the slot ${markOf(slot)} once in the file, ${example}, got none`];
      if (!second) return [];
      return [
        `${file}:${lineAt(text, second.index)}: expected the slot ${markOf(slot)} once in the file, ${example}, got it again`,
      ];
    }),
  ];
  if (problems.length > 0) throw new DataError(problems.slice(0, 10).join('\n'));
  const values = new Map(slots.map((slot) => [markOf(slot), slot]));
  return {
    fill: (given) =>
      text.replace(slotMark, (mark) => {
        const slot = values.get(mark);
        return slot === undefined ? mark : given[slot];
      }),
  };
}

function markOf(slot: string): string {
  return `{{${slot}}}`;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
