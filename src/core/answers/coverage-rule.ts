import type { Style } from '../knowledge/document.ts';
import type { Lexicon } from '../knowledge/lexicon.ts';
import type { Ask, ScoredAspect } from './understand.ts';

/** What can be said to an ask. */
export type Coverage =
  | { readonly kind: 'covered'; readonly aspects: readonly ScoredAspect[] }
  /** Which of the two to choose, and what it hangs on where that is known. */
  | { readonly kind: 'choice'; readonly aspects: readonly ScoredAspect[] }
  /** Asked about, and not in the documents: what it is, in a few words, or null where it has no name. */
  | { readonly kind: 'missing'; readonly what: string | null; readonly about: 'architecture' | 'elsewhere' | 'code' }
  /** Nothing of its own: "right?", "any thoughts?". */
  | { readonly kind: 'empty' };

export interface Surroundings {
  /** Whether the message, or the conversation, names a style anywhere. */
  readonly aboutStyles: boolean;
  /** Whether the message describes a situation that the documents have lines for. */
  readonly described: boolean;
  /** Whether the message tells, beside what it asks, of something that the documents speak about. */
  readonly toldOf: boolean;
  /** What the conversation was about. */
  readonly aspects: readonly string[];
  readonly styles: readonly Style[];
}

/** Says what can be said to an ask, or null where it has nothing to say of it. */
export type Rule = (ask: Ask, lexicon: Lexicon, around: Surroundings) => Coverage | null;
