import type OpenAI from 'openai';
import { APIError } from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { ModelError, type ModelPiece, type ModelRequest } from '../core/model/model.ts';
import { eventsOf, piecesOfChat, piecesOfResponse } from './openai-wire.ts';

/** One of the forms of the protocol. */
export interface Way {
  /** As `doctor` says it. */
  readonly name: string;
  /** Resolves with the response's headers. @throws what the library throws, and {@link NoAnswerHere} */
  open(client: OpenAI, model: string, request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<ModelPiece>>;
}

/** A page for people came back: whatever stands at this address, it is not this form of the protocol. */
export class NoAnswerHere extends ModelError {
  override name = 'NoAnswerHere';
  constructor() {
    super('unreachable');
  }
}

const responses: Way = {
  name: 'the Responses API',
  async open(client, model, { instructions, input, form, maxTokens }, signal) {
    const asked = client.responses.create(
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
    return piecesOfResponse(eventsOf(noPage(await asked.asResponse()), client, signal));
  },
};

/** How the form of the reply is told beside the prompt, which describes it in any case. */
type Form = 'schema' | 'object' | 'nothing';

function chat(name: string, told: Form): Way {
  return {
    name,
    async open(client, model, { instructions, input, form, maxTokens }, signal) {
      const formats = { schema: zodResponseFormat(form.schema, form.name), object: { type: 'json_object' } } as const;
      const asked = client.chat.completions.create(
        {
          model,
          messages: [
            { role: 'system', content: instructions },
            { role: 'user', content: input },
          ],
          // The newer name of this is not known to the servers that only know chat completions.
          max_tokens: maxTokens,
          stream: true,
          ...(told === 'nothing' ? {} : { response_format: formats[told], stream_options: { include_usage: true } }),
        },
        { signal },
      );
      return piecesOfChat(eventsOf(noPage(await asked.asResponse()), client, signal));
    },
  };
}

function noPage(response: Response): Response {
  if (/^text\/html/i.test(response.headers.get('content-type') ?? '')) throw new NoAnswerHere();
  return response;
}

/** Best first. */
export const ways: readonly Way[] = [
  responses,
  chat('chat completions', 'schema'),
  chat('chat completions, without a schema', 'object'),
  chat('chat completions, without a form', 'nothing'),
];

/** Whether a server may know another form of the protocol: it refuses this one, and not the key, the model or the moment. */
export function isUnknownHere(error: unknown): boolean {
  if (error instanceof NoAnswerHere) return true;
  if (!(error instanceof APIError) || error.code === 'model_not_found') return false;
  return [400, 404, 405, 415, 422, 501].some((status) => status === error.status);
}
