import type OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { z } from 'zod';
import { ModelError, type ModelPiece } from '../core/model/model.ts';

// What comes over the wire is read as data: servers that call themselves compatible leave out, add and reshape.

/** Bytes of one response, errors included; a reply of four thousand tokens takes a tenth of it. */
const maxBytes = 8_000_000;
/** A server that wants us to come again later than this is left at once: the person is waiting. */
const longestPauseS = 3;

/** `fetch`, for as many bytes as a reply can need, and with no pause that nobody would wait for. */
export async function boundedFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(url, init);
  const own = new Headers(headers);
  if (Number(headers.get('retry-after')) > longestPauseS) own.set('x-should-retry', 'false');
  let bytes = 0;
  const bounded = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) controller.error(new ModelError('cut-off'));
      else controller.enqueue(chunk);
    },
  });
  return new Response(body?.pipeThrough(bounded) ?? null, { status, statusText, headers: own });
}

/** The events of a stream, or the whole reply of a server that does not stream, as the only one. */
export async function* eventsOf(response: Response, client: OpenAI, signal: AbortSignal): AsyncGenerator<unknown> {
  if (/\bjson\b/i.test(response.headers.get('content-type') ?? '')) {
    yield await response.json();
    return;
  }
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort(), { once: true });
  yield* Stream.fromSSEResponse<unknown>(response, controller, client);
}

const count = z.int().nonnegative();
const part = z.object({ text: z.string().catch(''), refusal: z.string().nullish().catch(null) });
/** Text, or text in parts. */
const content = z
  .union([z.string(), z.array(part.catch({ text: '' })).transform((parts) => parts.map(({ text }) => text).join(''))])
  .catch('');

const message = z.object({ content, refusal: z.string().nullish().catch(null) }).catch({ content: '' });
const choice = z.object({
  delta: message.optional(),
  message: message.optional(),
  finish_reason: z.string().nullish().catch(null),
});
const chatEvent = z.object({
  choices: z.array(choice).catch([]),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});

/** Chunks of chat completions, or one that is whole. */
export async function* piecesOfChat(events: AsyncIterable<unknown>): AsyncGenerator<ModelPiece, void, undefined> {
  for await (const event of events) {
    const { choices, usage } = read(chatEvent, event);
    const [choice] = choices;
    const said = choice?.delta ?? choice?.message;
    if (said?.refusal) throw new ModelError('refused');
    if (said?.content) yield { kind: 'text', text: said.content };
    if (usage) yield { kind: 'usage', inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens };
    if (choice?.finish_reason === 'content_filter') throw new ModelError('refused');
    if (choice?.finish_reason === 'length') throw new ModelError('cut-off');
  }
}

const response = z.object({
  status: z.string().nullish().catch(null),
  output: z.array(z.object({ content: z.array(part).catch([]) }).catch({ content: [] })).catch([]),
  usage: z.object({ input_tokens: count, output_tokens: count }).nullish().catch(null),
});
const responseEvent = z.object({
  type: z.string().catch(''),
  delta: z.string().catch(''),
  response: response.nullish().catch(null),
});

/** Events of the Responses API, or a response that is whole. */
export async function* piecesOfResponse(events: AsyncIterable<unknown>): AsyncGenerator<ModelPiece, void, undefined> {
  let begun = false;
  for await (const event of events) {
    const { type, delta, response: told } = read(responseEvent, event);
    if (type === 'response.refusal.delta') throw new ModelError('refused');
    if (type === 'response.failed' || type === 'error') throw new ModelError('cut-off');
    if (type === 'response.output_text.delta' && delta) {
      begun = true;
      yield { kind: 'text', text: delta };
    }
    const isEnd = type === 'response.completed' || type === 'response.incomplete';
    const whole = isEnd ? told : type === '' ? read(response, event) : null;
    if (!whole) continue;
    const parts = whole.output.flatMap(({ content }) => content);
    if (parts.some(({ refusal }) => refusal)) throw new ModelError('refused');
    const text = begun ? '' : parts.map(({ text }) => text).join('');
    if (text) yield { kind: 'text', text };
    if (whole.usage)
      yield { kind: 'usage', inputTokens: whole.usage.input_tokens, outputTokens: whole.usage.output_tokens };
    if (type === 'response.incomplete' || whole.status === 'incomplete') throw new ModelError('cut-off');
  }
}

function read<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const parsed = schema.safeParse(event);
  if (!parsed.success) throw new ModelError('cut-off');
  return parsed.data;
}
