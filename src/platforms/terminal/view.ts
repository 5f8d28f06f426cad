import type { World } from '../../world.ts';
import type { TerminalView } from './render.ts';

const defaultWidth = 80;

/** How cards are drawn on this world's standard output: its width, and colour only on a terminal that wants it. */
export function viewOf(world: World): TerminalView {
  const { stdout, env } = world;
  const isTerminal = stdout.isTTY === true;
  const asked = (env['FORCE_COLOR'] ?? '0') !== '0';
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    width: stdout.columns ?? (Number(env['COLUMNS']) || defaultWidth),
    colour: !refused && (isTerminal || asked),
  };
}
