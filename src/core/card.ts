import type { Citation } from './knowledge/document.ts';

/**
 * What the bot says, as plain data. Every platform renders every kind; a renderer splits what is too long for one message, and
 * never drops, pings or links on its own. All texts here are plain: no Markdown, no platform markup, nothing escaped.
 */
export interface Card {
  /**
   * One line that says it all: the notification, the screen reader's first words, the fallback where blocks are not shown. Where a
   * platform has no such place (Discord, the terminal) it is shown only if there is no block to show, so never let it be the only
   * place where something is said.
   */
  readonly summary: string;
  readonly blocks: readonly Block[];
}

/**
 * A run of text. `link` is only ever an https address that the bot itself made (a thread, a message), never one that somebody typed;
 * any other is shown in words.
 */
export interface Span {
  readonly text: string;
  readonly style?: 'strong' | 'emphasis' | 'code';
  readonly link?: string;
}

/** Text with emphasis; a bare string is one plain run. */
export type Text = string | readonly Span[];

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Text[] }
  /** The document's own words, set apart, with where they stand. */
  | { readonly kind: 'quote'; readonly citation: Citation }
  /** Label and value pairs, short. */
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: string }[] }
  /** Rows side by side; the first column names the row. */
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /**
   * Where a score, or a range of scores, stands between two ends. A label holds from its cut on: with cuts −6 and 4, the first of
   * three labels is below −6, the second −6 to 3, the third 4 and above.
   */
  | {
      readonly kind: 'scale';
      readonly ends: readonly [number, number];
      readonly range: readonly [number, number];
      readonly cuts: readonly number[];
      readonly labels: readonly string[];
    }
  /** The compact line under an answer that says where each part stands. */
  | { readonly kind: 'sources'; readonly citations: readonly Citation[] }
  /** Small print: an aside, an honest limit, a next step. */
  | { readonly kind: 'note'; readonly text: Text }
  | { readonly kind: 'divider' }
  /** A question with its options; choosing one sends the choice's id as an action (see bot-events.ts). */
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

export interface Choice {
  /** 1 to 100 characters, once in a card, not beginning with `choices:`; carries all the state that the choice needs. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly selected?: boolean;
}

export interface Button {
  /** As {@link Choice.id}. */
  readonly id: string;
  readonly label: string;
  readonly style?: 'primary' | 'danger';
}

/** The text without its styles. */
export function plainText(text: Text): string {
  return typeof text === 'string' ? text : text.map((span) => span.text).join('');
}

/** The runs of a text. */
export function spansOf(text: Text): readonly Span[] {
  return typeof text === 'string' ? [{ text }] : text;
}

/** A card of one sentence or two. */
export function remarkCard(text: string): Card {
  return { summary: text, blocks: [{ kind: 'text', text }] };
}
