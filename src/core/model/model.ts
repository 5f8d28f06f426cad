import type { z } from 'zod';

/** Writes text in a given form, somewhere else. What it writes is data: nothing of it is shown before it was checked. */
export interface Model {
  /** As its server calls it. */
  readonly name: string;
  /**
   * Writes one reply, piece by piece. Leaving the iteration ends the request.
   *
   * @throws {ModelError} whatever goes wrong, within {@link ModelRequest.deadlineMs}
   */
  write(request: ModelRequest): AsyncIterable<ModelPiece>;
}

/** Where a model is asked: whose tokens are used, and whose settings hold. */
export interface ModelPlace {
  readonly workspace: string;
  readonly channel: string;
}

export interface ModelRequest {
  /** Whose tokens are used. */
  readonly workspace: string;
  /** Our own words. */
  readonly instructions: string;
  /** What people and documents say, as data blocks. */
  readonly input: string;
  /** What is to be written: one JSON object of this form. */
  readonly form: { readonly name: string; readonly schema: z.ZodObject };
  /** The most tokens that it may write, its thinking included. */
  readonly maxTokens: number;
  /** By when the last piece is there; shorter than the model's own time-out or not at all. */
  readonly deadlineMs?: number;
}

export type ModelPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** What the request has cost, where the server tells. */
  | { readonly kind: 'usage'; readonly inputTokens: number; readonly outputTokens: number };

/**
 * - `unreachable`, `slow`, `busy` (rate limit, server error): another try may go better
 * - `key`, `quota`, `unknown-model`, `rejected`: somebody has to put it right
 * - `refused`, `cut-off`: this reply
 * - `paused`, `budget`: it was not asked at all
 */
export type ModelErrorKind =
  | 'unreachable'
  | 'slow'
  | 'busy'
  | 'key'
  | 'quota'
  | 'unknown-model'
  | 'rejected'
  | 'refused'
  | 'cut-off'
  | 'paused'
  | 'budget';

/** Why a model wrote nothing, or nothing more. Its message holds nothing that anybody wrote. */
export class ModelError extends Error {
  override name = 'ModelError';
  readonly kind: ModelErrorKind;

  constructor(kind: ModelErrorKind, options?: ErrorOptions) {
    super(`the model: ${kind}`, options);
    this.kind = kind;
  }
}
