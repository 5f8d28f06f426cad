import { JSONParser } from '@streamparser/json';
import { z } from 'zod';
import { objectStart } from './json-in.ts';

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

/** A text, or an object that holds it: servers without schemas let a model shape a quote as it likes. */
const looseText = z.union([
  z.string(),
  z
    .union([z.object({ text: z.string() }), z.object({ quote: z.string() }), z.object({ id: z.string() })])
    .transform((object) => Object.values(object)[0] ?? ''),
]);
/** One or a list; what is no text stands as an empty one, which nothing holds. */
const looseTexts = z
  .union([looseText.transform((text) => [text]), z.array(looseText.catch(''))])
  .nullish()
  .transform((texts) => texts ?? []);
const looseDraft = z.union([
  z.string().transform((text): DraftSentence => ({ text, factIds: [], quotes: [] })),
  z.object({ text: z.string(), factIds: looseTexts, quotes: looseTexts }),
]);
const looseVerdict = z.string().toLowerCase().pipe(verdictSchema).nullable();

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
  let before = '';
  let length = 0;
  const parser = new JSONParser({ paths: ['$.verdict', '$.sentences.*', '$.notCovered'], keepStack: false });
  parser.onValue = ({ key, value, stack }) => {
    const part = partOf(stack.length === 1 ? key : 'sentence', value);
    if (part) parts.push(part);
    else if (part === undefined) state = 'broken';
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
      if (state !== 'open') return [];
      const unread = before + text;
      const from = begun ? 0 : unread.search(objectStart);
      if (from < 0) {
        before = unread;
        if (length > longestReply) state = 'broken';
        return [];
      }
      begun = true;
      before = '';
      parts = [];
      // The parser stops at an error, with all that was complete before it read.
      for (const character of unread.slice(from)) {
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

/** The part that a value is; null where it says nothing; undefined where it is of another form. */
function partOf(key: unknown, value: unknown): ReplyPart | null | undefined {
  if (key === 'verdict') {
    const { data } = looseVerdict.safeParse(value);
    return data ? { kind: 'verdict', verdict: data } : data;
  }
  if (key === 'notCovered') {
    const phrases = looseTexts.catch([]).parse(value);
    return { kind: 'notCovered', phrases: phrases.filter((phrase) => phrase.trim() !== '') };
  }
  // A sentence that cannot be read is shown to nobody; those beside it are read all the same.
  const { data } = looseDraft.safeParse(value);
  return data && data.text.trim() !== '' ? { kind: 'sentence', sentence: data } : null;
}
