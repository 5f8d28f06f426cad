import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lineOfPath, parseDataFile } from '../../src/core/data-file.ts';

const schema = z.strictObject({
  name: z.string().meta({ examples: ['billing'] }),
  sizes: z
    .array(
      z
        .int()
        .min(1)
        .meta({ examples: [3] }),
    )
    .default([]),
  by: z.record(z.string(), z.enum(['a', 'b']).optional()).optional(),
});
const read = (text: string) => parseDataFile({ file: 'x.yaml', text }, schema);

describe('reading a data file', () => {
  it('gives what it says, in YAML and in JSON', () => {
    expect(read('name: billing # a comment\nsizes: [1, 2]\n')).toEqual({ name: 'billing', sizes: [1, 2] });
    expect(read('{"name": "billing"}')).toEqual({ name: 'billing', sizes: [] });
  });

  it.each([
    ['name: 3', 'x.yaml:1: name: expected string, for example "billing", got 3'],
    ['\nname: x\nsizes:\n  - 1\n  - two', 'x.yaml:5: sizes[1]: expected number, for example 3, got "two"'],
    ['name: x\nby:\n  k: c', 'x.yaml:3: by.k: expected one of "a", "b", got "c"'],
    ['name: x\nnmae: y', 'x.yaml:2: nmae: expected no such key, got "y"'],
    ['sizes: []', 'x.yaml:1: name: expected string, for example "billing", got nothing'],
    ['', 'x.yaml:1: the whole file: expected object, got nothing'],
  ])('names file, line, what was expected, an example and what came: %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each(['name: [', 'name: x\nname: y', 'a: b: c', '\tname: x', 'name: *nobody', '&a [*a'])(
    'says where it is no YAML: %j',
    (text) => {
      expect(() => read(text)).toThrow(/^x\.yaml:\d+: expected YAML, for example "key: value"; \S/);
    },
  );

  it('lists every problem, each with its own line, at most ten', () => {
    expect(() => read('name: 1\nsizes: [a]')).toThrow(/^x\.yaml:1: name: .*\nx\.yaml:2: sizes\[0\]: /);
    expect(() => read(`name: x\nsizes: [${'a, '.repeat(30)}]`)).toThrow(/^(?:[^\n]+\n){9}[^\n]+$/);
  });

  it('finds the line of a path, or of what would hold it', () => {
    const data = { file: 'x.yaml', text: '# one\na:\n  - b: 1\n    c: "x"\n  - b: 2\n' };
    expect(lineOfPath(data, ['a', 1, 'b'])).toBe(5);
    expect(lineOfPath(data, ['a', 0, 'c'])).toBe(4);
    expect(lineOfPath(data, ['a', 7])).toBe(2);
    expect(lineOfPath(data, ['z'])).toBe(2);
  });

  it('throws nothing but an error for people on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom('name', ':', ' ', '\n', '-', '[', ']', '{', '&a', '*a', '"', '|', '!!x')),
        ),
        (text) => {
          try {
            read(typeof text === 'string' ? text : text.join(''));
          } catch (error) {
            expect(error).toHaveProperty('name', 'DataError');
          }
        },
      ),
    );
  });
});
