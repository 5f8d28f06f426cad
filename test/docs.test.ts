import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settings } from '../src/config.ts';
import { createMetrics } from '../src/operations/metrics.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const operate = read('docs/operate.md');

/** The first column of the tables of a part: what stands in backticks there. */
function namesIn(markdown: string, heading: RegExp): string[] {
  const part = markdown.split(/^## /m).find((each) => heading.test(each)) ?? '';
  const cells = part.split('\n').flatMap((line) => /^\| (`.*?) \|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}

describe.each(['docs/operate.md', 'docs/dependencies.md', 'SECURITY.md'])('%s', (path) => {
  it('links only to what exists', () => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(root, dirname(path), link)))).toEqual([]);
  });
});

describe('the page on operating it', () => {
  it('explains only errors that the sources have', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => read(join('src', file)))
      .join('\n');
    const errors = namesIn(operate, /^What each error means/);
    expect(errors.length).toBeGreaterThan(25);
    expect(errors.filter((error) => !sources.includes(error) && !error.startsWith('archcheck'))).toEqual([]);
  });

  it('leaves no error out that an operator may meet', () => {
    const theirs = /^(?:(?:storage|platforms|models|operations)\/.*|vault|knowledge-folder|prompts-folder|app)\.ts$/;
    const thrown = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => theirs.test(file))
      .flatMap((file) => [
        ...read(join('src', file)).matchAll(/new \w*(?:User|Store|Seal)Error\(\s*(['`])([\s\S]*?)\1/g),
      ])
      .map(([, , text = '']) => text)
      // What stands in a table of texts, or comes from elsewhere.
      .filter((text) => /[a-z]{3} [a-z]{2}/.test(text));
    const errors = namesIn(operate, /^What each error means/);
    expect(thrown.length).toBeGreaterThan(30);
    expect(thrown.filter((text) => !errors.some((error) => text.includes(error)))).toEqual([]);
  });

  it('names figures and settings that exist, and no figure of ours is missing', async () => {
    const there = [...(await createMetrics().text()).matchAll(/^# TYPE (archcheck_\S+)/gm)].map(
      (match) => match[1] ?? '',
    );
    const named = [...operate.matchAll(/`(archcheck_\w+)`/g)].map((match) => match[1] ?? '');
    expect(named.toSorted()).toEqual(there.toSorted());
    const mentioned = [...operate.matchAll(/`(ARCHCHECK_[A-Z_]+)`/g)].map((match) => match[1] ?? '');
    expect(mentioned.filter((name) => !(name in settings.shape))).toEqual([]);
  });
});

describe('the dependencies', () => {
  const versions = z.record(z.string(), z.string());
  const manifest = z
    .object({ dependencies: versions, devDependencies: versions, optionalDependencies: versions })
    .parse(JSON.parse(read('package.json')));
  const dependencies = read('docs/dependencies.md');
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.object({
          license: z.string().optional(),
          dev: z.boolean().optional(),
          hasInstallScript: z.boolean().optional(),
        }),
      ),
    })
    .parse(JSON.parse(read('package-lock.json')));

  it('are each named with their reason', () => {
    expect(namesIn(dependencies, /^Shipped/)).toEqual(Object.keys(manifest.dependencies));
    expect(namesIn(dependencies, /^For development/)).toEqual(Object.keys(manifest.devDependencies));
    expect(namesIn(dependencies, /^Brought along/)).toEqual(Object.keys(manifest.optionalDependencies));
  });

  it('are under the licences that the table gives', () => {
    const rows = [...dependencies.matchAll(/^\| `([^`]+)` \| ([^|]+) \| .* \|$/gm)];
    const wrong = rows.filter(
      ([, name, licence]) => lock.packages[`node_modules/${name}`]?.license !== licence?.trim(),
    );
    expect(rows.length).toBeGreaterThan(15);
    expect(wrong.map(([, name]) => name)).toEqual([]);
  });

  it('are pinned', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('that are shipped run no script when they are installed, and are under permissive licences', () => {
    const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
    const permissive = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'PSF-2.0']);
    // Copyleft for the files of that package alone, which are shipped as they are.
    const isKnown = (path: string, license: string) => license === 'MPL-2.0' && path.includes('/@resvg/');
    const others = shipped.filter(([path, { license = '' }]) => !permissive.has(license) && !isKnown(path, license));
    expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  });
});
