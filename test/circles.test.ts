import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const imports = new Map(
  globSync('src/**/*.ts', { cwd: root }).map((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const paths = text.matchAll(/^(?:import|export|\}) [^']*?from '(\.[^']+)'/gm);
    return [file, [...paths].map(([, path = '']) => join(file, '..', path))] as const;
  }),
);

/** Each way from a file back to itself. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

it('no file imports itself by way of others, not even for a type', () => {
  expect(imports.get('src/core/bot.ts')).toContain('src/core/bot-events.ts');
  expect(circlesIn(new Map(Object.entries({ a: ['b'], b: ['c', 'd'], c: [], d: ['b'] })))).toEqual(['b -> d -> b']);
  expect(circlesIn(imports)).toEqual([]);
});
