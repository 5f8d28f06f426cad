import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const core = join(import.meta.dirname, '../../src/core');
const libraries = new Set([
  '@streamparser/json',
  'zod',
  'js-yaml',
  'minisearch',
  'stemmer',
  'markdown-it',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
]);
const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Where an import leads to, or null where it stays in the core or in a library that only computes. */
function leak(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return libraries.has(specifier) ? null : specifier;
  return join(core, file, '..', specifier).startsWith(`${core}/`) ? null : specifier;
}

describe('the core is pure', () => {
  it.each(files)('%s imports nothing but the core and libraries that only compute', (file) => {
    const text = readFileSync(join(core, file), 'utf8');
    const specifiers = [...text.matchAll(/(?:^(?:import|export|\}) [^']*?from |^import |import\()'([^']+)'/gm)].map(
      (match) => match[1] ?? '',
    );
    expect(specifiers.map((specifier) => leak(file, specifier)).filter((found) => found !== null)).toEqual([]);
  });

  it.each(files)('%s reads no clock, no environment and no randomness', (file) => {
    const code = readFileSync(join(core, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(code).not.toMatch(
      /\bprocess\.|\bDate\.now|\bnew Date\(\)|Math\.random|\bcrypto\.|performance\.|setTimeout|\bfetch\(/,
    );
  });
});
