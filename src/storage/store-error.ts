import { UserError } from '../core/errors.ts';

/** The place where things are kept cannot be used: not something that a second try of the same write mends at once. */
export class StoreError extends UserError {
  override name = 'StoreError';
}
