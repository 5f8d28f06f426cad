import type { Card } from '../../core/card.ts';

/** What a person can type at a card: a number for each choice, a letter for each button. */
export interface Key {
  readonly key: string;
  readonly label: string;
  /** The choice's or button's id. */
  readonly id: string;
}

/** The keys of a card, choices first. A button takes the first letter of its label that is still free. */
export function keysOf(card: Card): Key[] {
  const choices = card.blocks.flatMap((block) => (block.kind === 'choices' ? block.choices : []));
  const keys: Key[] = choices.map((choice, index) => ({ key: String(index + 1), label: choice.label, id: choice.id }));
  for (const button of card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))) {
    const letters = [...button.label.toLowerCase().replace(/[^a-z]/g, ''), ...'abcdefghijklmnopqrstuvwxyz'];
    const key = letters.find((letter) => !keys.some((taken) => taken.key === letter));
    if (key) keys.push({ key, label: button.label, id: button.id });
  }
  return keys;
}

/** The id that a typed line stands for: a key, or a label in full; null where it is neither. */
export function chosen(keys: readonly Key[], line: string): string | null {
  const typed = line.trim().toLowerCase().replace(/[.)]$/, '');
  return keys.find(({ key, label }) => key === typed || label.toLowerCase() === typed)?.id ?? null;
}
