import { describe, expect, test } from 'vitest';
import type { Needs, Scenario, Stage } from './stage.ts';
import { createTheatre } from './theatre.ts';

export interface Company {
  /** How the platform is reached, for a test's name. */
  readonly name: string;
  /** The folder of its transcripts, below test/transcripts. */
  readonly folder: string;
  /** A new stage with its bot; what it holds is let go when the test ends. */
  open(needs: Needs): Promise<Stage>;
}

/** Plays scenarios on a platform and holds what was seen against its transcripts. */
export function playAll(scenarios: readonly Scenario[], { name, folder, open }: Company): void {
  describe(`on ${name}`, () => {
    test.each(scenarios)('$title', async ({ title, needs = {}, play }) => {
      const stage = await open(needs);
      const theatre = createTheatre(stage);
      await play(theatre);
      expect(stage.harm()).toEqual([]);
      const file = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      await expect(theatre.transcript()).toMatchFileSnapshot(`../../transcripts/${folder}/${file}.txt`);
    });
  });
}
