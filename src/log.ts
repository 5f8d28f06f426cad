import type { Writable } from 'node:stream';
import { type DestinationStream, pino } from 'pino';
import { z } from 'zod';
import { createRedactor } from './redact.ts';

/** Figures and ids beside a line, for those who search in the log. Never what people wrote. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What an operator is told, a line each. Never what people wrote, and never a secret. */
export interface Log {
  error(line: string, facts?: Facts): void;
  warn(line: string, facts?: Facts): void;
  info(line: string, facts?: Facts): void;
  debug(line: string, facts?: Facts): void;
}

/** An error's text may carry a whole answer of another server. */
const longestText = 2_000;

/**
 * JSON lines, or for a person at a terminal plain ones. Whatever has the shape of a token is left out.
 *
 * @param level as in `LOG_LEVEL`: nothing below it is written
 * @param secrets values that are left out, too, whatever their shape
 */
export function createLog(
  level: string,
  out: Writable & { readonly isTTY?: boolean },
  secrets: readonly string[] = [],
): Log {
  const redact = createRedactor(secrets);
  // Redacted before it is cut, or half a token would be left at the end.
  const clean = (text: string) => redact(text).slice(0, longestText);
  const logger = pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    out.isTTY === true ? forPeople(out) : out,
  );
  const at =
    (name: 'error' | 'warn' | 'info' | 'debug') =>
    (line: string, facts: Facts = {}) => {
      if (!logger.isLevelEnabled(name)) return;
      const cleaned = Object.entries(facts).map(([key, fact]) => [key, typeof fact === 'string' ? clean(fact) : fact]);
      logger[name](Object.fromEntries(cleaned), clean(line));
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

const entry = z.looseObject({ level: z.string(), time: z.string(), msg: z.string() });

function forPeople(out: Writable): DestinationStream {
  return {
    write(json) {
      const { level, time, msg, ...facts } = entry.parse(JSON.parse(json));
      const beside = Object.entries(facts).map(([name, fact]) => ` ${name}=${JSON.stringify(fact)}`);
      out.write(`${time.slice(11, 19)} ${level}: ${msg.replace(/\s+/g, ' ')}${beside.join('')}\n`);
    },
  };
}
