import { type App, createApp } from '../../src/app.ts';
import { createGrounding } from '../../src/grounding.ts';
import type { World } from '../../src/world.ts';

/** What the built-in documents say: a third of a second to read, and the same for every bot of a process. */
const builtIn = createGrounding(undefined);

/** Puts the parts together as `start` does. Only documents of one's own are read anew. */
export function createTestApp(world: World, data: string): App {
  return createApp(world, world.env['ARCHCHECK_KNOWLEDGE'] ? { data } : { data, grounding: builtIn });
}
