import type { CheckRecord } from '../../src/core/check/check-store.ts';

/** A check, with what a test is about. */
export function checkOf(some: Partial<CheckRecord>): CheckRecord {
  return {
    id: some.id ?? 'c1',
    workspace: some.workspace ?? 'acme',
    conversation: some.conversation ?? 'general',
    person: some.person ?? 'ann',
    title: some.title ?? 'Shop',
    form: some.form ?? 'quick',
    answers: some.answers ?? { team: 'solo' },
    verdict: some.verdict ?? 'evolve',
    reachable: some.reachable ?? ['evolve'],
    score: some.score ?? -3,
    scoreRange: some.scoreRange ?? [-3, -3],
    rules: some.rules ?? { version: '1', hash: 'abc' },
    createdAt: some.createdAt ?? 17,
  };
}
