import type { Citation } from '../knowledge/document.ts';

/**
 * - `answered`: the document answers it
 * - `partial`: it answers some of it; `notCovered` names the rest
 * - `declined`: it does not, or the message is nothing to answer
 * - `smalltalk`: a greeting, thanks, a question about the bot
 */
export type AnswerStatus = 'answered' | 'partial' | 'declined' | 'smalltalk';

/** A sentence (or list line) about architecture, with the quotes that it rests on: at least one. */
export interface Sentence {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** A piece of an answer, in the order in which it is read. */
export type AnswerPart =
  | { readonly kind: 'paragraph'; readonly sentences: readonly Sentence[] }
  | { readonly kind: 'list'; readonly lead: string; readonly items: readonly Sentence[] }
  | {
      readonly kind: 'comparison';
      readonly columns: readonly [string, string, string];
      readonly rows: readonly { readonly label: string; readonly cells: readonly [Sentence, Sentence] }[];
    }
  /** Says nothing about architecture: a decline, small talk, an offer, a limit. Carries no quote. */
  | { readonly kind: 'remark'; readonly text: string };

export interface Answer {
  readonly status: AnswerStatus;
  readonly mode: 'offline' | 'model';
  readonly parts: readonly AnswerPart[];
  /** Every citation of the parts once, in order of appearance. */
  readonly citations: readonly Citation[];
  /** Sections as retrieval ranks them, best first, also for a declined question. */
  readonly ranked: readonly string[];
  /** What was asked and is not in the documents, in a few words each. */
  readonly notCovered: readonly string[];
  /** Set where a guided check would answer better than a sentence can. */
  readonly offer: 'check' | null;
}

/** What a conversation carries from one message to the next, so that "and for AI?" has something to lean on. */
export interface Topic {
  readonly subjects: readonly ('monolith' | 'microservices')[];
  readonly aspects: readonly string[];
}

/** Every citation of the parts once, in order of appearance. */
export function citationsOf(parts: readonly AnswerPart[]): Citation[] {
  const seen = new Map<string, Citation>();
  for (const citation of parts.flatMap(sentencesOf).flatMap((sentence) => sentence.citations)) {
    const key = `${citation.source}:${citation.line}:${citation.quote}`;
    if (!seen.has(key)) seen.set(key, citation);
  }
  return [...seen.values()];
}

/** The sentences of a part that speak about architecture. */
export function sentencesOf(part: AnswerPart): readonly Sentence[] {
  switch (part.kind) {
    case 'paragraph':
      return part.sentences;
    case 'list':
      return part.items;
    case 'comparison':
      return part.rows.flatMap((row) => row.cells);
    case 'remark':
      return [];
  }
}
