import { expect } from 'vitest';
import { UserError } from '../../src/core/errors.ts';

/** What a person is told: one sentence or two, on one line, without a stack. */
export async function told(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${String(error)}`, { cause: error });
  expect(error.message).not.toContain('\n');
  return error.message;
}
