import { asking } from '../scenarios/asking.ts';
import { checking } from '../scenarios/checking.ts';
import { deciding } from '../scenarios/deciding.ts';
import { playAll } from '../scenarios/play.ts';
import type { Mode } from './archcheck.ts';
import { openStage } from './stage.ts';

const modes: readonly Mode[] = ['Socket Mode', 'signed HTTP'];

for (const mode of modes) {
  playAll([...asking, ...checking, ...deciding], {
    name: `Slack over ${mode}`,
    folder: 'slack',
    open: (needs) => openStage(mode, needs),
  });
}
