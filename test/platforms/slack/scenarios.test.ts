import { asking } from '../scenarios/asking.ts';
import { checking } from '../scenarios/checking.ts';
import { deciding } from '../scenarios/deciding.ts';
import { playAll } from '../scenarios/play.ts';
import type { Mode } from './archcheck.ts';
import { openStage } from './stage.ts';

const modes: readonly Mode[] = ['Socket Mode', 'signed HTTP'];

for (const mode of modes) {
  playAll([...asking, ...checking], {
    name: `Slack over ${mode}`,
    folder: 'slack',
    open: (needs) => openStage(mode, needs),
  });
}

// The tests of single faults go over the socket; how something is decided does not depend on the way.
playAll(deciding, {
  name: 'Slack over signed HTTP, deciding',
  folder: 'slack',
  open: (needs) => openStage('signed HTTP', needs),
});
