import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { ModelError, type ModelErrorKind } from '../core/model/model.ts';
import type { OpenAiModel } from './openai.ts';

const form = { name: 'ready', schema: z.object({ ready: z.boolean() }) };

/**
 * Asks the model for one word: shows that the key is good, the model is there, and which form of the protocol its server knows.
 *
 * @param place the server as people know it
 * @returns one line that says so
 * @throws {UserError} what is wrong and whose move it is
 */
export async function examine(model: OpenAiModel, place: string): Promise<string> {
  const request = {
    workspace: 'doctor',
    instructions: 'Write the JSON object {"ready": true} and nothing else.',
    input: 'Are you ready?',
    form,
    maxTokens: 1_000,
  };
  let written = '';
  try {
    for await (const piece of model.write(request)) if (piece.kind === 'text') written += piece.text;
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new UserError(`${model.name} at ${place}: ${advice[error.kind]}`);
  }
  if (!written.includes('{'))
    throw new UserError(
      `${model.name} at ${place}: expected a JSON object, got other text. Set OPENAI_MODEL to a model that can write JSON.`,
    );
  return `${model.name} at ${place} answers, by ${model.api}`;
}

const busy = 'it is overloaded or limits you. Try again later; until then answers are composed offline.';

const advice: Readonly<Record<ModelErrorKind, string>> = {
  unreachable: 'it cannot be reached. Check OPENAI_BASE_URL, the network and that the server runs.',
  slow: 'it did not answer in time. Raise OPENAI_TIMEOUT_MS, or name a faster model in OPENAI_MODEL.',
  busy,
  key: 'it refuses OPENAI_API_KEY. Make a new key and set it.',
  quota: 'the account behind OPENAI_API_KEY has no credit left. Add some, or use another key.',
  'unknown-model': 'it knows no such model. Set OPENAI_MODEL to one that it has.',
  rejected: 'it refuses the form of our requests. Set OPENAI_MODEL to a model that can write JSON.',
  refused: 'the model refused to answer. Set OPENAI_MODEL to another.',
  'cut-off': 'the answer broke off. Try again; if it stays so, set OPENAI_MODEL to another.',
  paused: busy,
  budget: busy,
};
