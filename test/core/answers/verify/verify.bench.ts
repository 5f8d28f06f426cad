import { describe, it } from 'vitest';
import { claims, verify } from './support.ts';

const set = [...claims('tune'), ...claims('check')];
let next = 0;

describe('the sentence verifier', () => {
  it('measures', async ({ bench }) => {
    await bench('verifies one claim of the tune and check sets', () => {
      const claim = set[next++ % set.length];
      if (claim) verify(claim);
    }).run();
  });
});
