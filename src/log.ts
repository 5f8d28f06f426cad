import type { Writable } from 'node:stream';

/** What an operator is told, a line each. Never what people wrote, and never a secret. */
export interface Log {
  error(line: string): void;
  warn(line: string): void;
  info(line: string): void;
  debug(line: string): void;
}

const levels: readonly string[] = ['debug', 'info', 'warn', 'error'];

/** @param level as in `LOG_LEVEL`: nothing below it is written */
export function createLog(level: string, out: Writable): Log {
  const least = level === 'trace' ? 0 : levels.indexOf(level);
  const at = (each: number, name: string) => (line: string) => {
    if (least >= 0 && each >= least) out.write(`${name}: ${line.replaceAll('\n', ' ')}\n`);
  };
  return { debug: at(0, 'debug'), info: at(1, 'info'), warn: at(2, 'warn'), error: at(3, 'error') };
}
