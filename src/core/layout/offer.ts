import type { Span, Text } from '../card.ts';
import { neutralise } from '../text/neutralise.ts';

/** A choice or a button, as a renderer meets it. */
export interface Action {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly selected?: boolean;
  readonly style?: 'primary' | 'danger';
}

/** What to show for a set of actions: lines of text above, and a short label on each control. */
export interface Offer {
  readonly numbered: boolean;
  readonly lines: readonly Text[];
  readonly controls: readonly (Action & { readonly label: string })[];
}

/**
 * Labels that fit stand on their controls, with the hints as lines above. Where one is too long, or is nothing that can be seen, all
 * labels go into a numbered list and the controls carry the numbers. `limit` in UTF-16 units.
 */
export function offer(actions: readonly Action[], limit: number): Offer {
  const labels = actions.map((action) => neutralise(action.label).replace(/\s+/g, ' ').trim());
  const numbered = labels.some((label) => label === '' || label.length + selectedMark.length > limit);
  const line = (action: Action, label: string): readonly Span[] => [
    { text: label, style: 'strong' },
    { text: action.hint === undefined ? '' : `: ${action.hint}` },
  ];
  return {
    numbered,
    lines: actions.flatMap((action, index) => (numbered || action.hint ? [line(action, labels[index] ?? '')] : [])),
    controls: actions.map((action, index) => ({
      ...action,
      label: `${action.selected ? selectedMark : ''}${numbered ? index + 1 : labels[index]}`,
    })),
  };
}

const selectedMark = '✓ ';

/** Parts of at most `size`, in order. */
export function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
