import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { UserError } from '../core/errors.ts';

/**
 * Lines as JSON Lines has them: a line feed ends one, with or without a carriage return before it. Node's readline would end one at
 * U+2028 and U+2029 too, which JSON allows inside a string.
 *
 * @param keep how much of a line is kept, in UTF-16 units, so that an endless line takes no more memory than that
 */
export async function* linesOf(input: Readable, keep: number): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let line = '';
  for await (const chunk of chunksOf(input)) {
    const [head = '', ...rest] = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    line = joined(line, head, keep);
    for (const next of rest) {
      yield withoutReturn(line);
      line = joined('', next, keep);
    }
  }
  line = joined(line, decoder.end(), keep);
  if (line !== '') yield withoutReturn(line);
}

async function* chunksOf(input: Readable): AsyncGenerator<string | Buffer> {
  try {
    yield* input;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Standard input cannot be read (${reason}). Pipe a file into it: a JSON object a line.`);
  }
}

function joined(line: string, more: string, keep: number): string {
  return line.length < keep ? line + more.slice(0, keep - line.length) : line;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
