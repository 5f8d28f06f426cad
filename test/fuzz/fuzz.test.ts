import { describe, it } from 'vitest';
import { createEntrances } from './entrances.ts';

const entrances = await createEntrances();

/** A taste: fuzz.bench.ts tries the whole number. */
const share = 60;

describe('whatever comes in', () => {
  it.each(entrances)('by $name is taken or refused in words', async ({ assert, inputs }) => {
    await assert(Math.ceil(inputs / share), async (work) => work());
  });
});
