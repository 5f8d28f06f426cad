import { everyChannel, type SettingsStore } from '../channel-settings.ts';
import { dateOf } from '../dates.ts';
import type { Clock } from '../ports.ts';
import type { UsageStore } from '../usage.ts';
import { type Model, ModelError, type ModelErrorKind, type ModelPiece, type ModelRequest } from './model.ts';

export interface MeteredOptions {
  readonly usage: UsageStore;
  readonly clock: Clock;
  readonly settings: SettingsStore;
  /** Tokens that a workspace may use on one day (UTC), unless its own settings say less. */
  readonly dailyTokens: number;
  /** Told of every request that was made: how long it took, and what came of it. */
  readonly asked?: (asked: Asked) => void;
}

export interface Asked {
  readonly ms: number;
  /** `ok`, or the kind of the failure. */
  readonly outcome: 'ok' | 'fault' | ModelErrorKind;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** So many failures in a row, and the model is left alone for so long; then one request tries. */
const mostFailures = 3;
const pauseMs = 60_000;

/** A token is about four characters of English; counting three keeps a reservation on the safe side. */
const charactersPerToken = 3;

/** A reply that is refused or cut off tells nothing of the server's health. */
const harmless: ReadonlySet<ModelErrorKind> = new Set(['refused', 'cut-off']);

/** The same model within a budget, its usage written down, and left alone for a while when it keeps failing. */
export function createMeteredModel(model: Model, options: MeteredOptions): Model {
  const { usage, settings, clock, asked } = options;
  let failures = 0;
  let pausedUntil = 0;

  return { name: model.name, write };

  async function* write(request: ModelRequest): AsyncGenerator<ModelPiece, void, undefined> {
    if (clock() < pausedUntil) throw new ModelError('paused');
    const isTrial = failures >= mostFailures;
    // Whoever comes while this one tries is still turned away.
    if (isTrial) pausedUntil = clock() + pauseMs;
    const { workspace } = request;
    const day = dateOf(clock());
    const input = tokensIn(request.instructions.length + request.input.length);
    const reserved = input + request.maxTokens;
    let isReserved = false;
    try {
      const { dailyTokens: own } = await settings.of(workspace, everyChannel);
      const budget = Math.min(options.dailyTokens, own ?? options.dailyTokens);
      isReserved = await usage.reserve({ workspace, day }, reserved, budget);
    } finally {
      // Whoever may not ask has tried nothing, so the next one may.
      if (isTrial && !isReserved) pausedUntil = 0;
    }
    if (!isReserved) throw new ModelError('budget');
    let told: { inputTokens: number; outputTokens: number } | null = null;
    let written = 0;
    let failed = false;
    let outcome: Asked['outcome'] = 'ok';
    const started = clock();
    try {
      for await (const piece of model.write(request)) {
        if (piece.kind === 'usage') told = { inputTokens: piece.inputTokens, outputTokens: piece.outputTokens };
        else written += piece.text.length;
        yield piece;
      }
    } catch (error) {
      outcome = error instanceof ModelError ? error.kind : 'fault';
      failed = error instanceof ModelError && !harmless.has(error.kind);
      throw error;
    } finally {
      failures = failed ? failures + 1 : 0;
      pausedUntil = failures >= mostFailures ? clock() + pauseMs : 0;
      const nothing = { inputTokens: 0, outputTokens: 0 };
      const guessed = { inputTokens: input, outputTokens: tokensIn(written) };
      const used = told ?? (failed && written === 0 ? nothing : guessed);
      asked?.({ ms: clock() - started, outcome, tokensIn: used.inputTokens, tokensOut: used.outputTokens });
      await usage.settle({ workspace, day }, reserved, used);
    }
  }
}

function tokensIn(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}
