import type OpenAI from 'openai';
import { APIError } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { ModelError, type ModelPiece, type ModelRequest } from '../core/model/model.ts';

/** One of the forms of the protocol. */
export interface Way {
  /** As `doctor` says it. */
  readonly name: string;
  /** Resolves with the response's headers. @throws what the library throws */
  open(client: OpenAI, model: string, request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<ModelPiece>>;
}

const responses: Way = {
  name: 'the Responses API',
  async open(client, model, { instructions, input, form, maxTokens }, signal) {
    const stream = await client.responses.create(
      {
        model,
        instructions,
        input,
        text: { format: zodTextFormat(form.schema, form.name) },
        max_output_tokens: maxTokens,
        // Nothing of it stays on the server for later.
        store: false,
        stream: true,
      },
      { signal },
    );
    return piecesOfResponse(stream);
  },
};

async function* piecesOfResponse(
  stream: AsyncIterable<OpenAI.Responses.ResponseStreamEvent>,
): AsyncGenerator<ModelPiece, void, undefined> {
  for await (const event of stream) {
    switch (event.type) {
      case 'response.output_text.delta':
        yield { kind: 'text', text: event.delta };
        break;
      case 'response.refusal.delta':
        throw new ModelError('refused');
      case 'response.completed':
      case 'response.incomplete': {
        const { usage } = event.response;
        if (usage) yield { kind: 'usage', inputTokens: usage.input_tokens, outputTokens: usage.output_tokens };
        if (event.type === 'response.incomplete') throw new ModelError('cut-off');
        break;
      }
      case 'response.failed':
      case 'error':
        throw new ModelError('cut-off');
    }
  }
}

/** @param isStrict whether the form is given as a schema; else the prompt alone describes it */
function chat(name: string, isStrict: boolean): Way {
  return {
    name,
    async open(client, model, { instructions, input, form, maxTokens }, signal) {
      const stream = await client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: instructions },
            { role: 'user', content: input },
          ],
          response_format: isStrict ? zodResponseFormat(form.schema, form.name) : { type: 'json_object' },
          // The newer name of this is not known to the servers that only know chat completions.
          max_tokens: maxTokens,
          stream: true,
          stream_options: { include_usage: true },
        },
        { signal },
      );
      return piecesOfChat(stream);
    },
  };
}

async function* piecesOfChat(
  stream: AsyncIterable<OpenAI.Chat.ChatCompletionChunk>,
): AsyncGenerator<ModelPiece, void, undefined> {
  for await (const { choices, usage } of stream) {
    const [choice] = choices ?? [];
    if (choice?.delta.refusal) throw new ModelError('refused');
    if (choice?.delta.content) yield { kind: 'text', text: choice.delta.content };
    if (usage) yield { kind: 'usage', inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
    if (choice?.finish_reason === 'content_filter') throw new ModelError('refused');
    if (choice?.finish_reason === 'length') throw new ModelError('cut-off');
  }
}

/** Best first. */
export const ways: readonly Way[] = [
  responses,
  chat('chat completions', true),
  chat('chat completions, without a schema', false),
];

/** Whether a server says that it knows this form of the protocol not at all, as opposed to this model or this request. */
export function isUnknownHere(error: unknown): boolean {
  if (!(error instanceof APIError) || error.code === 'model_not_found') return false;
  if (error.status === 404 || error.status === 405 || error.status === 501) return true;
  return (
    (error.status === 400 || error.status === 422) &&
    /response_format|json_schema|text\.format|schema/i.test(error.message)
  );
}
