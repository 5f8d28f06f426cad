import fc from 'fast-check';

/** A way in, and what must hold whatever comes in by it. */
export interface Entrance {
  readonly name: string;
  /** How many inputs a benchmark tries; the tests try a share of it. */
  readonly inputs: number;
  /** Tries so many inputs. @param watch to be called around the work on each */
  assert(inputs: number, watch: Watch): Promise<void>;
}

export type Watch = (work: () => void | Promise<void>) => Promise<void>;

export function entrance<Input>(
  name: string,
  inputs: number,
  arbitrary: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): Entrance {
  return {
    name,
    inputs,
    assert: (numRuns, watch) =>
      fc.assert(
        fc.asyncProperty(arbitrary, async (input) => watch(() => check(input))),
        { numRuns, endOnFailure: true },
      ),
  };
}
