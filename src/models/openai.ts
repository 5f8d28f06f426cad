import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, OpenAIError } from 'openai';
import { isWhole } from '../core/model/json-in.ts';
import {
  type Model,
  ModelError,
  type ModelErrorKind,
  type ModelPiece,
  type ModelRequest,
} from '../core/model/model.ts';
import { isUnknownHere, type Way, ways } from './openai-ways.ts';
import { boundedFetch } from './openai-wire.ts';

export interface OpenAiOptions {
  readonly apiKey: string;
  /** Any server that speaks the protocol, with its version: `http://localhost:11434/v1`. OpenAI's own unless given. */
  readonly baseUrl?: string | undefined;
  readonly model: string;
  /** The whole of a request, retries included. The first word must be there after half of it. */
  readonly timeoutMs: number;
  /** Calls back once after a time, unless it is called off. */
  readonly after?: After;
}

export type After = (ms: number, run: () => void) => () => void;

export interface OpenAiModel extends Model {
  /** How its server is asked, once it has answered. */
  readonly api: string | null;
}

export const openAiUrl = 'https://api.openai.com/v1';

/** Tries beside the first, by the library: with growing pauses and jitter, or after as long as the server says. */
const retries = 2;
/** The headers of a response must be there by then, retries included, at the latest when the first word must. */
const connectMs = 10_000;
/** What a server says behind a whole reply, its usage above all, is waited for so long; some never say that they are done. */
const trailingMs = 1_000;

/** A model behind OpenAI's protocol. Which of its forms the server knows is found out once. */
export function createOpenAiModel(options: OpenAiOptions): OpenAiModel {
  const { apiKey, baseUrl, model, timeoutMs, after = byTheClock } = options;
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl ?? openAiUrl,
    maxRetries: retries,
    timeout: timeoutMs,
    fetch: boundedFetch,
    // Its own log would hold what people wrote, and every setting of ours stands in one place.
    logLevel: 'off',
    organization: null,
    project: null,
  });
  let found: Way | null = null;

  return {
    name: model,
    get api() {
      return found?.name ?? null;
    },
    write,
  };

  async function* write(request: ModelRequest): AsyncGenerator<ModelPiece, void, undefined> {
    const abort = new AbortController();
    const total = Math.min(timeoutMs, request.deadlineMs ?? timeoutMs);
    const limit = (ms: number) => after(ms, () => abort.abort());
    const limits = [limit(total)];
    const first = limit(total / 2);
    const connect = limit(Math.min(connectMs, total / 2));
    limits.push(first, connect);
    let written = '';
    let isDone = false;
    try {
      const pieces = await open(request, abort.signal);
      connect();
      for await (const piece of pieces) {
        if (abort.signal.aborted) break;
        if (piece.kind === 'text') {
          first();
          written += piece.text;
          if (!isDone && isWhole(written)) {
            isDone = true;
            limits.push(limit(trailingMs));
          }
        }
        yield piece;
      }
      // The library ends an aborted stream as if it were complete.
      if (abort.signal.aborted && !isDone) throw new ModelError('slow');
    } catch (error) {
      // However it ends behind a whole reply, the reply is there.
      if (isDone) return;
      throw abort.signal.aborted ? new ModelError('slow', { cause: error }) : toModelError(error);
    } finally {
      for (const callOff of limits) callOff();
      abort.abort();
    }
  }

  /** Asks in the way that the server is known to understand; at first in each, until one is understood. */
  async function open(request: ModelRequest, signal: AbortSignal): Promise<AsyncIterable<ModelPiece>> {
    if (found) return found.open(client, model, request, signal);
    let unknown: unknown = new ModelError('rejected');
    for (const way of ways) {
      try {
        const pieces = await way.open(client, model, request, signal);
        found = way;
        return pieces;
      } catch (error) {
        if (!isUnknownHere(error)) throw error;
        unknown = error;
      }
    }
    throw unknown;
  }
}

function byTheClock(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** The failure in our terms, without a word of what was asked or answered. */
function toModelError(error: unknown): unknown {
  if (error instanceof ModelError) return error;
  if (error instanceof APIConnectionTimeoutError) return new ModelError('slow', { cause: error });
  if (error instanceof APIConnectionError) return new ModelError('unreachable', { cause: error });
  if (error instanceof APIError) return new ModelError(kindOf(error), { cause: error });
  // Whatever breaks while a server's bytes are read is the server's doing: half a chunk, no JSON in an event.
  return [SyntaxError, TypeError, OpenAIError].some((kind) => error instanceof kind) || isNetworkError(error)
    ? new ModelError('cut-off', { cause: error })
    : error;
}

function isNetworkError(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.message === 'terminated');
}

function kindOf({ status, code }: APIError): ModelErrorKind {
  if (code === 'insufficient_quota') return 'quota';
  if (code === 'model_not_found' || status === 404) return 'unknown-model';
  if (status === 401 || status === 403) return 'key';
  if (status === 408 || status === 409 || status === 429 || (status !== undefined && status >= 500)) return 'busy';
  // An error event in the middle of a stream has no status.
  return status === undefined ? 'cut-off' : 'rejected';
}
