import { Kysely } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createParallelCommit } from '../../src/storage/parallel-commit.ts';
import { PostgresDialect } from '../../src/storage/postgres-dialect.ts';
import type { Tables } from '../../src/storage/schema.ts';
import { StoreError } from '../../src/storage/store-error.ts';

test('a server that is away keeps nobody waiting for longer than twice our patience, however many wait', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const pool = { connect: () => Promise.reject(refused), end: async () => undefined };
  const { write, drain } = createParallelCommit(new Kysely<Tables>({ dialect: new PostgresDialect(pool, 'It') }));
  const errors: unknown[] = [];
  const change = () => expect.fail('nobody is connected');
  for (let number = 0; number < 200; number += 1) write(change).catch((error: unknown) => void errors.push(error));
  await vi.advanceTimersByTimeAsync(25_000);
  expect(errors).toHaveLength(200);
  expect(errors.every((error) => error instanceof StoreError)).toBe(true);
  await drain();
});
