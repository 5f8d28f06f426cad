import { z } from 'zod';
import { UserError } from '../errors.ts';
import { dataBlock } from './data-block.ts';
import { jsonIn } from './json-in.ts';
import { keepsWords } from './keeps-words.ts';
import { type Model, ModelError, type ModelPlace } from './model.ts';
import type { Prompt } from './prompt.ts';

const replySchema = z.object({ text: z.string() });

/** What the rules say, in our own words. */
export interface PlainVerdict {
  /** "Monolith for now". */
  readonly name: string;
  /** The sentences that say what it is and where the score stands. */
  readonly lines: readonly string[];
}

/** Puts a verdict into a paragraph. What it is, only the rules say. */
export interface VerdictWriter {
  /**
   * The paragraph, or null where the plain words are better: whatever is not surely the same is not taken. Never rejects because of the model.
   *
   * @param begins called when the model is asked, which may take some seconds
   */
  word(verdict: PlainVerdict, place: ModelPlace, begins?: () => void): Promise<string | null>;
}

const deadlineMs = 5_000;
const maxTokens = 1_500;
const longestReply = 5_000;

export function createVerdictWriter(model: Model, prompt: Prompt<'verdict'>): VerdictWriter {
  return {
    async word({ name, lines }, { workspace }, begins) {
      begins?.();
      let reply = '';
      try {
        const pieces = model.write({
          workspace,
          instructions: prompt.fill({ verdict: dataBlock('verdict', { name, lines }) }),
          input: 'Write the paragraph.',
          form: { name: 'verdict', schema: replySchema },
          maxTokens,
          deadlineMs,
        });
        for await (const piece of pieces) {
          if (piece.kind === 'text') reply += piece.text;
          if (reply.length > longestReply) return null;
        }
        const text = replySchema.parse(jsonIn(reply)).text.trim();
        return keepsWords(text, name, lines) ? text : null;
      } catch (error) {
        if ([ModelError, UserError, SyntaxError, z.ZodError].some((kind) => error instanceof kind)) return null;
        throw error;
      }
    },
  };
}
