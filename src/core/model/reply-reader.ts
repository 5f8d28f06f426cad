import { JSONParser } from '@streamparser/json';
import { z } from 'zod';

/** A sentence as a model wrote it: nothing in it is checked yet. */
const draftSchema = z.object({ text: z.string(), factIds: z.array(z.string()), quotes: z.array(z.string()) });
export type DraftSentence = z.infer<typeof draftSchema>;

const verdictSchema = z.enum(['answered', 'partial', 'declined']);
const notCoveredSchema = z.array(z.string());

/** What a model is asked to write. */
export const replySchema = z.object({
  verdict: verdictSchema,
  sentences: z.array(draftSchema),
  notCovered: notCoveredSchema,
});

/** A piece of a reply that is complete. */
export type ReplyPart =
  | { readonly kind: 'verdict'; readonly verdict: z.infer<typeof verdictSchema> }
  | { readonly kind: 'sentence'; readonly sentence: DraftSentence }
  | { readonly kind: 'notCovered'; readonly phrases: readonly string[] };

/** Reads a reply while it is being written. */
export interface ReplyReader {
  /** What the next piece of text completes, in its order. Never throws. */
  read(text: string): readonly ReplyPart[];
  /** `broken`: it is not of the form, and no more of it is read. */
  readonly state: 'open' | 'complete' | 'broken';
}

/** More than any answer needs, in UTF-16 units. */
const longestReply = 40_000;

export function createReplyReader(): ReplyReader {
  let state: ReplyReader['state'] = 'open';
  let parts: ReplyPart[] = [];
  let begun = false;
  let length = 0;
  const parser = new JSONParser({ paths: ['$.verdict', '$.sentences.*', '$.notCovered'], keepStack: false });
  parser.onValue = ({ key, value, stack }) => {
    const part = partOf(stack.length === 1 ? key : 'sentence', value);
    if (part) parts.push(part);
    else state = 'broken';
  };
  parser.onEnd = () => {
    if (state === 'open') state = 'complete';
  };
  parser.onError = () => {
    // Words behind the end are no part of the reply.
    if (state === 'open') state = 'broken';
  };
  return {
    read(text) {
      length += text.length;
      // Some servers put a fence or a word before the object.
      const from = begun ? 0 : text.indexOf('{');
      if (state !== 'open' || from < 0) {
        if (state === 'open' && length > longestReply) state = 'broken';
        return [];
      }
      begun = true;
      parts = [];
      // The parser stops at an error, with all that was complete before it read.
      for (const character of text.slice(from)) {
        if (state !== 'open') break;
        parser.write(character);
      }
      if (state === 'open' && length > longestReply) state = 'broken';
      return parts;
    },
    get state() {
      return state;
    },
  };
}

function partOf(key: unknown, value: unknown): ReplyPart | null {
  if (key === 'verdict') {
    const parsed = verdictSchema.safeParse(value);
    return parsed.success ? { kind: 'verdict', verdict: parsed.data } : null;
  }
  if (key === 'notCovered') {
    const parsed = notCoveredSchema.safeParse(value);
    return parsed.success ? { kind: 'notCovered', phrases: parsed.data } : null;
  }
  const parsed = draftSchema.safeParse(value);
  return parsed.success ? { kind: 'sentence', sentence: parsed.data } : null;
}
