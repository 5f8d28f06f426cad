import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../src/commands/line-reader.ts';

async function all(input: Readable, keep = 100): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(input, keep)) lines.push(line);
  return lines;
}

const read = (chunks: Iterable<string | Buffer>, keep?: number) => all(Readable.from(chunks), keep);

describe('lines', () => {
  it('end at a line feed alone, not at what JSON allows inside a string', async () => {
    expect(await read(['a\u2028b\u2029c\u0085d\re\r\n', '\n', 'f'])).toEqual(['a\u2028b\u2029c\u0085d\re', '', 'f']);
  });

  it('are the same however they come in', async () => {
    const bytes = Buffer.from('é€😀\r\n\n{"id":"ü"}');
    const whole = await read([bytes]);
    expect(whole).toEqual(['é€😀', '', '{"id":"ü"}']);
    expect(await read(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(whole);
  });

  it('keep no more of a line than asked, and go on after it', async () => {
    expect(await read(['aaaa', 'aaaa', 'aa\nb'], 5)).toEqual(['aaaaa', 'b']);
  });

  it('say what is wrong with an input that cannot be read', async () => {
    const broken = new Readable({ read: (): void => void broken.destroy(new Error('EISDIR')) });
    await expect(all(broken)).rejects.toThrow('Standard input cannot be read (EISDIR).');
  });
});
