import { once } from 'node:events';
import { z } from 'zod';
import { problemsOf } from '../core/data-file.ts';
import { withoutSecrets } from '../core/decisions/draft/secrets.ts';
import { UserError } from '../core/errors.ts';
import type { World } from '../world.ts';
import { linesOf } from './line-reader.ts';
import { createProgress } from './progress.ts';

/** The longest line that is read; a longer one is a bad line. In UTF-16 units. */
const maxLineLength = 4_000_000;

/** Answers that are waited for at the same time, each written as soon as those before it are. */
const atOnce = 4;

/**
 * A line in, a line out, in order, in constant memory. A line that is not JSON, or not of the schema, gives `{"id", "error"}` and the
 * rest goes on; so does an empty one, since whoever pairs lines by their place would otherwise be led astray.
 */
export async function jsonLines<Schema extends z.ZodType>(
  world: World,
  schema: Schema,
  answer: (input: z.output<Schema>) => object | Promise<object>,
): Promise<void> {
  const progress = createProgress(world, 'lines');
  let done = 0;
  const write = async (answered: object) => {
    const written = world.stdout.write(`${JSON.stringify(answered)}\n`);
    if (!written) await once(world.stdout, 'drain');
    done += 1;
    progress.at(done);
  };
  const waiting: Promise<void>[] = [];
  let fault: unknown = null;
  try {
    for await (const line of linesOf(world.stdin, maxLineLength + 1)) {
      const answered = answerLine(line, schema, answer);
      // Awaiting what is there already would cost a turn of the loop a line.
      if (waiting.length === 0 && !(answered instanceof Promise)) {
        await write(answered);
        continue;
      }
      const before = waiting.at(-1);
      const after = async () => {
        const [ready] = await Promise.all([answered, before]);
        if (fault === null) await write(ready);
      };
      waiting.push(
        after().catch((error) => {
          fault ??= error;
        }),
      );
      if (waiting.length >= atOnce) await waiting.shift();
      if (fault !== null) break;
    }
    await Promise.all(waiting);
  } finally {
    progress.end();
  }
  if (fault !== null) throw fault;
}

function answerLine<Schema extends z.ZodType>(
  line: string,
  schema: Schema,
  answer: (input: z.output<Schema>) => object | Promise<object>,
): object | Promise<object> {
  let json: unknown;
  try {
    if (line.length > maxLineLength) throw new SyntaxError(`longer than ${maxLineLength} characters`);
    json = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch (error) {
    // The parser repeats a piece of the line, in which anything may stand.
    const reason = (error instanceof Error ? error.message : 'not readable').replace(
      /, (?:\.{3})?".*"(?:\.{3})? is not valid JSON$/s,
      '',
    );
    return { id: null, error: `expected one JSON object on the line, for example {"id": "1", …}: ${reason}` };
  }
  const id = idOf(json);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    return {
      id,
      error: withoutSecrets(
        problemsOf(schema, json, parsed.error, 'the line')
          .map(({ text }) => text)
          .join('; '),
      ),
    };
  }
  try {
    return answer(parsed.data);
  } catch (error) {
    if (error instanceof UserError) return { id, error: error.message };
    throw error;
  }
}

function idOf(json: unknown): string | number | null {
  const parsed = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(json);
  return parsed.success ? parsed.data.id : null;
}

/** What every line carries: whatever identifies it, given back as it came. */
export const lineId = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((id) => id ?? null);
