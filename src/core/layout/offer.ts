import type { Span, Text } from '../card.ts';
import { neutralise } from '../text/neutralise.ts';
import { oneLine } from '../text/one-line.ts';

/** A choice or a button, as a renderer meets it. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly selected?: boolean;
  readonly style?: 'primary' | 'danger';
}

/** A label, and beside it a description, both fit to be shown. */
export interface Control {
  readonly action: Action;
  readonly label: string;
  readonly description: string;
}

/** What to show for a set of actions: lines of text above, and a short label on each control. */
export interface Offer {
  readonly numbered: boolean;
  readonly lines: readonly Text[];
  readonly controls: readonly Control[];
}

/** In UTF-16 units; a control that has no place for a description allows it 0. */
export interface Room {
  readonly label: number;
  readonly description: number;
}

/**
 * Labels that fit stand on their controls. Where one is too long, or is nothing that can be seen, all labels go into a numbered list
 * and the controls carry the numbers. Hints stand beside the labels where there is a place that holds all of them, else in the list.
 */
export function offer(actions: readonly Action[], room: Room): Offer {
  const labels = actions.map((action) => oneLine(neutralise(action.label)));
  const hints = actions.map((action) => oneLine(neutralise(action.hint ?? '')));
  const numbered = labels.some((label) => label === '' || label.length + selectedMark.length > room.label);
  const described = !numbered && hints.every((hint) => hint.length <= room.description);
  const line = (label: string, hint: string): readonly Span[] => [
    { text: label, style: 'strong' },
    { text: hint === '' ? '' : `: ${hint}` },
  ];
  return {
    numbered,
    lines: labels.flatMap((label, index) => {
      const hint = described ? '' : (hints[index] ?? '');
      return numbered || hint !== '' ? [line(label, hint)] : [];
    }),
    controls: actions.map((action, index) => ({
      action,
      label: `${action.selected ? selectedMark : ''}${numbered ? index + 1 : labels[index]}`,
      description: described ? (hints[index] ?? '') : '',
    })),
  };
}

const selectedMark = '✓ ';

/** As few parts of at most `most` as there can be, in order, all but the last of the same length. */
export function inParts<T>(items: readonly T[], most: number): readonly (readonly T[])[] {
  const size = Math.ceil(items.length / Math.ceil(items.length / most));
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
